package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch submit}. */
@Command(
        name = "submit",
        description = "Drop a folder: upload its files, then the trigger that completes the drop.",
        footer = {
            "",
            "Examples:",
            "  dropbatch submit monte-carlo workloads/monte-carlo/drop --watch",
            "  dropbatch submit monte-carlo today/ --name 2026-11-22 --param SEED=7",
            "",
            "Exit status: 0 accepted for work (with --watch: results are ready), 1 rejected or failed, 2 wrong use."
        })
final class SubmitCommand implements Callable<Integer> {

    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "WORKLOAD", description = "The workload's name.")
    private String workload = "";

    @Parameters(index = "1", paramLabel = "FOLDER", description = "The folder that holds the inputs.")
    private Path folder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the drop (default: the folder's name and the time).")
    private @Nullable String name;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter: PARAM_<NAME> for the commands.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = {"-w", "--watch"},
            description = "Stay and show progress until the outcome.")
    private boolean watch;

    @Option(names = "--download", paramLabel = "FOLDER", description = "With --watch: fetch the results there.")
    private @Nullable Path download;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to watch (default: ${DEFAULT-VALUE}).")
    private long timeout = 86_400;

    @Option(names = "--json", description = "Print the submission, with --watch its final status, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        TerminalWriter terminal = json ? new TerminalWriter(System.err, false) : TerminalWriter.standard();
        DropFolder files = DropFolder.scan(folder);
        WorkloadName named = WorkloadName.parse(workload)
                .orElseThrow(() -> new CliException("'" + workload + "' is not the name of a workload"));
        DropbatchClient client =
                new DropbatchClient(ClientSettings.load(System.getenv(), home.folder()), terminal, Clock.systemUTC());
        DropTrigger trigger = client.drop(named, dropName(), files, parameters);
        if (!watch && download == null) {
            printJson(Map.of("submission", trigger.submission().value(), "drop", trigger.prefix()));
            return 0;
        }
        return follow(client, trigger);
    }

    private int follow(DropbatchClient client, DropTrigger trigger) {
        DropStatus last =
                client.watchAll(List.of(trigger), Duration.ofSeconds(timeout)).getFirst();
        printJson(last);
        if (last.state() != DropStatus.State.READY) {
            return 1;
        }
        if (download != null) {
            client.download(trigger.submission(), download);
        }
        return 0;
    }

    private String dropName() {
        if (name != null) {
            if (name.isBlank() || name.indexOf('/') >= 0) {
                throw new CliException("--name: a drop is one folder, without '/'");
            }
            return name;
        }
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return (last == null ? "drop" : last.toString()) + "-" + NOW.format(LocalDateTime.now(ZoneId.systemDefault()));
    }

    private void printJson(Object value) {
        if (json) {
            System.out.println(new String(ModelJson.write(value), StandardCharsets.UTF_8));
        }
    }
}
