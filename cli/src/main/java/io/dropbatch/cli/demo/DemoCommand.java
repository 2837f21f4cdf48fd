package io.dropbatch.cli.demo;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.DropbatchClient;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.cli.stack.TemporarySystem;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dropbatch demo}. */
@Command(
        name = "demo",
        description = {
            "Show it all at work: start a system, drop a Monte Carlo risk run and a rendering, fetch the results,"
                    + " stop.",
            "Uses a state folder of its own and free ports; a system that runs already is left alone."
        },
        footer = {"", "Examples:", "  dropbatch demo", "  dropbatch demo --to /tmp/results"})
public final class DemoCommand implements Callable<Integer> {

    private static final List<String> WORKLOADS = List.of("monte-carlo", "render");
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where the results go (default: ${DEFAULT-VALUE}).")
    private Path results = Path.of("dropbatch-results", "demo");

    @Override
    public Integer call() {
        TerminalWriter terminal = TerminalWriter.standard();
        Path project = HomeFolder.projectRoot();
        terminal.line("Dropbatch demo: files in, Azure Batch job, verified results out. All of it on this machine.");
        try (TemporarySystem system = TemporarySystem.start(
                project, project.resolve(".dropbatch/demo"), news -> terminal.line("  " + news))) {
            DropbatchClient client =
                    new DropbatchClient(ClientSettings.of(system.environment()), terminal, Clock.systemUTC());
            List<DropTrigger> triggers = drop(client, project, terminal);
            List<DropStatus> outcomes = client.watchAll(triggers, LIMIT);
            outcomes.forEach(DemoCommand::requireReady);
            fetch(client, triggers, terminal);
        }
        return 0;
    }

    private static List<DropTrigger> drop(DropbatchClient client, Path project, TerminalWriter terminal) {
        String name = "demo-" + NOW.format(ZonedDateTime.now(Clock.systemDefaultZone()));
        List<DropTrigger> triggers = new ArrayList<>();
        for (String workload : WORKLOADS) {
            Path folder = project.resolve("workloads").resolve(workload);
            client.publish(folder);
            terminal.line("published " + workload);
            triggers.add(client.drop(new WorkloadName(workload), name, folder.resolve("drop"), Map.of()));
        }
        return triggers;
    }

    private static void requireReady(DropStatus outcome) {
        if (outcome.state() != DropStatus.State.READY) {
            throw new CliException(outcome.workload() + " has no result: " + outcome.message());
        }
    }

    private void fetch(DropbatchClient client, List<DropTrigger> triggers, TerminalWriter terminal) {
        for (DropTrigger trigger : triggers) {
            client.download(trigger.submission(), results.resolve(trigger.folder()));
        }
        terminal.line("");
        terminal.line(RiskHeadline.of(results.resolve("monte-carlo/summary.json")));
        terminal.line("The picture: " + results.resolve("render/sheet.png") + " and "
                + results.resolve("render/animation.gif"));
        terminal.line("");
        terminal.line("Next: './dropbatch up' keeps it running; README.md shows how to write a workload of your own.");
    }
}
