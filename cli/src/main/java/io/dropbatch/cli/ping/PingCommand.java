package io.dropbatch.cli.ping;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.DropbatchClient;
import io.dropbatch.cli.client.find.ResultsApi;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.DropLife;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch ping}. */
@Command(
        name = "ping",
        description = {
            "Test a running system from the drop to the checked result, and tell how long each stage took.",
            "It publishes the workload 'dropbatch-ping' and drops one small file after the other. On Azure each takes"
                    + " as long as a node does to start, and costs what the node costs."
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch ping",
            "  dropbatch ping --count 10 --json | jq '.stages[\"drop to result\"].maxMillis'",
            "",
            "Exit status: 0 every result came back as it was dropped, 1 one did not, 2 wrong use."
        })
public final class PingCommand implements Callable<Integer> {

    private static final int MOST = 100;
    private static final DateTimeFormatter NOW =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many drops, one after the other (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long one may take (default: ${DEFAULT-VALUE}).")
    private String timeout = "15m";

    @Option(names = "--json", description = "Print the times as JSON.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw CliException.wrongUse("--count " + count + ": give a number from 1 to " + MOST);
        }
        Duration limit = DurationText.parse(timeout)
                .orElseThrow(
                        () -> CliException.wrongUse("--timeout " + timeout + ": give a duration, such as 90s or 15m"));
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        TerminalWriter terminal = TerminalWriter.standard();
        List<PingRun> runs = new ArrayList<>();
        try (PingWorkload workload = PingWorkload.create();
                ResultsApi api = ResultsApi.connect(settings)) {
            DropbatchClient client = new DropbatchClient(settings, terminal, clock);
            client.publish(workload.folder());
            String name = "ping-" + NOW.format(clock.instant()) + "-"
                    + ProcessHandle.current().pid();
            for (int number = 1; number <= count; number++) {
                runs.add(run(client, api, workload, name + "-" + number, limit));
            }
        }
        PingReport report = PingReport.of(runs);
        if (json) {
            System.out.println(new String(ModelJson.write(report), StandardCharsets.UTF_8));
        } else {
            report.lines().forEach(System.out::println);
        }
        return 0;
    }

    private PingRun run(DropbatchClient client, ResultsApi api, PingWorkload workload, String name, Duration limit) {
        long began = System.nanoTime();
        DropTrigger trigger = client.drop(new WorkloadName(PingWorkload.NAME), name, workload.drop(name), Map.of());
        Duration upload = since(began);
        DropStatus status = client.watchAll(List.of(trigger), limit).getFirst();
        if (status.state() != DropStatus.State.READY) {
            throw new CliException("the ping came to no result: " + status.message() + " ('dropbatch show "
                    + PingWorkload.NAME + "/" + name + "' tells more)");
        }
        long fetching = System.nanoTime();
        Path fetched = workload.folder().resolve("fetched").resolve(name);
        client.download(trigger.submission(), fetched);
        Duration fetch = since(fetching);
        if (!workload.result(fetched).equals(name)) {
            throw new CliException("the ping came back changed: the result of " + PingWorkload.NAME + "/" + name
                    + " is not what was dropped");
        }
        DropLife life = api.get("submissions/" + trigger.submission() + "/life", DropLife.class);
        return new PingRun(upload, trigger.uploadedAt(), life.steps(), fetch);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
