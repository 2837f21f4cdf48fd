package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.drop.DropName;
import io.dropbatch.cli.client.drop.FolderScan;
import io.dropbatch.cli.client.drop.ParameterOptions;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.InterruptNotice;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.cli.plan.DryRunPage;
import io.dropbatch.cli.plan.DryRunReport;
import io.dropbatch.cli.plan.LocalPlan;
import io.dropbatch.cli.plan.LocalPlanner;
import io.dropbatch.cli.workload.WorkloadFile;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "  dropbatch submit monte-carlo today/ --dry-run --task-time 40s",
            "  dropbatch submit ./my-render my-render/drop --dry-run",
            "",
            "A job.yaml or job.json of the folder's own and --param add up; --param wins. Inputs that it lists are the"
                    + " drop; without a list all files of the folder are. With --dry-run and a"
                    + " folder or file as WORKLOAD, nothing has to be published or running.",
            "",
            "Exit status: 0 accepted for work (with --watch: results are ready), 1 rejected or failed, 2 wrong use"
                    + " (nothing was uploaded), 3 results without tasks that the workload can do without."
        })
final class SubmitCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(
            index = "0",
            paramLabel = "WORKLOAD",
            description = "The workload's name; with --dry-run also its file or folder on this machine.")
    private String workload = "";

    @Parameters(index = "1", paramLabel = "FOLDER", description = "The folder that holds the inputs.")
    private Path folder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the drop, which must be free (default: the folder's name and the time).")
    private @Nullable String name;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter: PARAM_<NAME> for the commands.")
    private List<String> parameters = List.of();

    @Option(names = "--follow-links", description = "Follow links that lead out of the folder, too.")
    private boolean followLinks;

    @Option(
            names = {"-w", "--watch"},
            description = "Stay and show progress until the outcome.")
    private boolean watch;

    @Option(names = "--download", paramLabel = "FOLDER", description = "With --watch: fetch the results there.")
    private @Nullable Path download;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to watch (default: ${DEFAULT-VALUE}).")
    private long timeout = 86_400;

    @Option(
            names = "--dry-run",
            description = "Start nothing: print tasks, first commands, environment, pool, limits and an estimate.")
    private boolean dryRun;

    @Option(
            names = "--task-time",
            paramLabel = "TIME",
            description = "With --dry-run: what a task takes, such as 40s, for the estimate.")
    private @Nullable String taskTime;

    @Option(
            names = "--json",
            description =
                    "Print the submission, with --watch its final status, as JSON; with --dry-run what would be done.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> given = ParameterOptions.parse(parameters);
        String chosen = name == null ? null : DropName.given(name);
        if (dryRun) {
            return rehearse(given);
        }
        if (taskTime != null) {
            throw CliException.wrongUse("--task-time belongs to --dry-run; nothing was uploaded");
        }
        DropbatchClient client = client();
        WorkloadName named = WorkloadName.parse(workload).orElseThrow(() -> client.noWorkload(workload));
        if (client.startsOnEachFile(named)) {
            return submitFiles(client, named, chosen, given);
        }
        DropTrigger trigger = client.drop(named, chosen, new DropbatchClient.DropSource(folder, followLinks), given);
        if (!watch && download == null) {
            printJson(Map.of("submission", trigger.submission().value(), "drop", trigger.prefix()));
            return 0;
        }
        return follow(client, trigger);
    }

    private DropbatchClient client() {
        TerminalWriter terminal = json ? new TerminalWriter(System.err, false) : TerminalWriter.standard();
        return new DropbatchClient(ClientSettings.load(System.getenv(), home.folder()), terminal, Clock.systemUTC());
    }

    private int rehearse(Map<String, String> given) {
        if (watch || download != null) {
            throw CliException.wrongUse("--dry-run starts nothing that --watch and --download could wait for");
        }
        @Nullable Duration assumed = taskTime == null ? null : duration(taskTime);
        LocalPlan plan = LocalPlanner.plan(
                workloadToPlan(), FolderScan.of(folder, followLinks), given, index -> index <= DryRunReport.SHOWN);
        DryRunReport report = DryRunReport.of(plan, assumed);
        printJson(report);
        if (!json) {
            DryRunPage.lines(report).forEach(System.out::println);
        }
        return 0;
    }

    private Workload workloadToPlan() {
        if (WorkloadFile.isMeantBy(workload)) {
            return WorkloadFile.find(Path.of(workload)).workload();
        }
        DropbatchClient client = client();
        return client.published(WorkloadName.parse(workload).orElseThrow(() -> client.noWorkload(workload)));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> CliException.wrongUse("--task-time " + text + ": give a time such as 40s or 5m"));
    }

    private int submitFiles(
            DropbatchClient client, WorkloadName named, @Nullable String chosen, Map<String, String> given) {
        if (!given.isEmpty()) {
            throw CliException.wrongUse(
                    "'" + named + "' starts on each file: parameters do not reach it; nothing was uploaded");
        }
        List<DropTrigger> files = client.dropFiles(named, chosen, new DropbatchClient.DropSource(folder, followLinks));
        if (!watch && download == null) {
            files.forEach(
                    file -> printJson(Map.of("submission", file.submission().value(), "file", file.path())));
            return 0;
        }
        List<DropStatus> outcomes;
        try (InterruptNotice notice = workGoesOn(named + "/PATH/FILE")) {
            outcomes = client.watchFiles(files, Duration.ofSeconds(timeout));
        }
        outcomes.forEach(this::printJson);
        if (download != null) {
            client.downloadFiles(ready(files, outcomes), download);
        }
        return outcomes.stream().allMatch(last -> last.state() == DropStatus.State.READY) ? 0 : 1;
    }

    private static List<DropTrigger> ready(List<DropTrigger> files, List<DropStatus> outcomes) {
        Set<SubmissionId> ready = outcomes.stream()
                .filter(last -> last.state() == DropStatus.State.READY)
                .map(DropStatus::submission)
                .collect(Collectors.toUnmodifiableSet());
        return files.stream().filter(file -> ready.contains(file.submission())).toList();
    }

    /** For as long as somebody only watches. */
    static InterruptNotice workGoesOn(String drop) {
        return InterruptNotice.of(System.err, "the work goes on; './dropbatch watch " + drop + "' shows it again");
    }

    private int follow(DropbatchClient client, DropTrigger trigger) {
        String drop = trigger.prefix().substring(0, trigger.prefix().length() - 1);
        DropStatus last;
        try (InterruptNotice notice = workGoesOn(drop)) {
            last = client.watchAll(List.of(trigger), Duration.ofSeconds(timeout))
                    .getFirst();
        }
        printJson(last);
        DropOutcome outcome = DropOutcome.of(last);
        if (download != null && outcome != DropOutcome.FAILED) {
            client.download(trigger.submission(), download);
        }
        return outcome.exitCode();
    }

    private void printJson(Object value) {
        if (json) {
            System.out.println(new String(ModelJson.write(value), StandardCharsets.UTF_8));
        }
    }
}
