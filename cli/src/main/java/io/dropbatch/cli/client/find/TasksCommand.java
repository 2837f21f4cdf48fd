package io.dropbatch.cli.client.find;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.view.TaskSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch tasks}. */
@Command(
        name = "tasks",
        description = "List the tasks of a drop by the files or rows that they were made from.",
        footer = {
            "",
            "Examples:",
            "  dropbatch tasks monte-carlo/today --failed",
            "  dropbatch tasks monte-carlo/today --open --limit 1000",
            "  dropbatch tasks monte-carlo-abcdefghijklmnopqrst --json --limit 100000 | jq -r .node | sort | uniq -c",
            "",
            "By Batch's record of the levels that have ended: the tasks of a level that still runs are open."
        })
public final class TasksCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "DROP", description = "WORKLOAD/DROP, or the id of the submission.")
    private String drop = "";

    @ArgGroup
    private StateChoice choice = new StateChoice();

    /** At most one of these. */
    static final class StateChoice {

        @Option(names = "--failed", description = "Only those that failed.")
        private boolean failed;

        @Option(names = "--succeeded", description = "Only those that succeeded.")
        private boolean succeeded;

        @Option(names = "--open", description = "Only those that are not known to have ended.")
        private boolean open;

        String query() {
            if (failed) {
                return "&state=failed";
            }
            if (succeeded) {
                return "&state=succeeded";
            }
            return open ? "&state=open" : "";
        }
    }

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private long limit = 100;

    @Option(names = "--json", description = "Print one line of JSON for each task.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.wrongUse("--limit: 1 or more");
        }
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        DropReference found = DropReference.find(settings, drop);
        String first = found.path() + "/tasks?limit=" + Math.min(limit, PAGE) + choice.query();
        try (ResultsApi api = ResultsApi.connect(settings)) {
            ResultsApi.Listed listed = api.list(first, TaskSummary[].class, limit, this::print);
            if (!json) {
                conclude(listed);
            }
        }
        return 0;
    }

    private void print(TaskSummary task) {
        if (json) {
            System.out.println(new String(ModelJson.write(task), StandardCharsets.UTF_8));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%s  %-9s  %s%s%n",
                task.task(),
                task.state().name().toLowerCase(Locale.ROOT),
                ReadableNumbers.printable(task.name()),
                ReadableNumbers.printable(details(task)));
    }

    private static String details(TaskSummary task) {
        String ran = task.startedAt() == null || task.endedAt() == null
                ? ""
                : "  " + DropWords.span(Duration.between(task.startedAt(), task.endedAt()));
        if (task.state() != TaskSummary.State.FAILED) {
            return ran;
        }
        String code = task.code() == null ? "" : "  " + task.code().value();
        String exit = task.exitCode() == null ? "" : " " + task.exitCode();
        String why = task.lastWords() == null ? task.message() : task.lastWords();
        return ran + code + exit + (why == null ? "" : ": " + why);
    }

    private void conclude(ResultsApi.Listed listed) {
        if (listed.entries() == 0) {
            System.out.println("no task matches");
        } else if (listed.more()) {
            System.out.println("there are more: --limit " + limit * 10 + " shows them");
        }
    }
}
