package io.dropbatch.cli.plan;

import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TextLines;
import io.dropbatch.cli.plan.DryRunReport.FirstTask;
import io.dropbatch.model.workload.PoolTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a submission would do, for a person. */
public final class DryRunPage {

    private static final int MOST_NAMES = 4;
    private static final int LONGEST = 400;
    private static final int WIDTH = 80;
    private static final int LABEL = 10;

    private final DryRunReport report;
    private final List<String> lines = new ArrayList<>();

    private DryRunPage(DryRunReport report) {
        this.report = report;
    }

    /** Without anything that would move a terminal's cursor. */
    public static List<String> lines(DryRunReport report) {
        DryRunPage page = new DryRunPage(report);
        page.facts();
        page.commands();
        page.environment();
        page.firstTasks();
        page.add("");
        page.add("This was a dry run: nothing was uploaded, nothing was started.");
        return page.lines;
    }

    private void facts() {
        report.notes().forEach(note -> TextLines.wrapped(note, WIDTH).forEach(this::add));
        fact("tasks", tasks());
        if (report.rounds() != null) {
            fact(
                    "rounds",
                    "at most " + report.rounds().max() + " of these, until a merge writes "
                            + report.rounds().until());
        }
        fact(
                "inputs",
                files(report.inputs()) + ", " + ReadableNumbers.bytes(report.inputBytes())
                        + (report.shared().isEmpty() ? "" : "; shared by all tasks: " + names(report.shared())));
        pool(report.pool());
        fact("limits", limits());
        estimate(report.estimate());
    }

    private String tasks() {
        List<Integer> levels = report.levels();
        if (report.splitCommand() != null) {
            return "one that splits the drop; how many follow is known then";
        }
        String map = count(levels.getFirst(), "task");
        if (levels.size() == 1) {
            return map + ", no merge";
        }
        return map + ", then "
                + levels.stream().skip(1).map(String::valueOf).collect(Collectors.joining(", then "))
                + (levels.getLast() == 1 && levels.size() == 2 ? " merge task" : " merge tasks");
    }

    private void pool(PoolTemplate pool) {
        if (pool.id() != null) {
            fact("pool", "the operator's " + pool.id());
            return;
        }
        String what = pool.profile() == null ? pool.vmSize() + " with " + pool.image() : "profile " + pool.profile();
        String kind = pool.kind() == null ? "" : ", " + pool.kind().name().toLowerCase(Locale.ROOT);
        String slots = report.nodes() > 1 ? ", of which each task takes " + report.nodes() : slots(pool);
        fact("pool", what + kind + ", " + pool.minNodes() + " to " + count(pool.maxNodes(), "node") + slots);
    }

    private static String slots(PoolTemplate pool) {
        return pool.slotsPerNode() == null
                ? ", as many tasks on each as it has cores"
                : ", " + count(pool.slotsPerNode(), "task") + " at a time on each";
    }

    private String limits() {
        String budget = report.limits().budget() == null
                ? ""
                : ", costs at most " + report.limits().budget();
        String retries = report.retries() == 0 ? "" : " and " + count(report.retries(), "retry");
        return "at most " + report.limits().maxTasks() + " tasks; " + time(report.timeout()) + retries + " for each; "
                + time(report.limits().wallClock()) + " for all" + budget;
    }

    private void estimate(RunEstimate estimate) {
        @Nullable Duration longest = estimate.longest();
        if (longest == null) {
            fact(
                    "estimate",
                    "none: "
                            + (report.splitCommand() == null
                                    ? "how many nodes and slots the pool has is not known here"
                                    : "the drop has to be split first; './dropbatch workload test' runs the split here"));
            return;
        }
        String rounds = IntStream.range(0, estimate.rounds().size())
                .mapToObj(level -> estimate.rounds().get(level).toString())
                .collect(Collectors.joining(" + "));
        fact(
                "estimate",
                count(estimate.slots(), "task") + " at a time with all nodes, so rounds of tasks: " + rounds
                        + (estimate.times() == 1 ? "" : ", at most " + estimate.times() + " times"));
        if (estimate.about() != null) {
            fact("", "about " + time(estimate.about()) + ", and what nodes take to start");
        }
        fact("", "if every task takes its whole " + time(report.timeout()) + ": " + time(longest));
        if (longest.compareTo(report.limits().wallClock()) > 0) {
            fact("", "more than limits.wallClock, after which Batch ends the job");
        }
    }

    private void commands() {
        add("");
        if (report.splitCommand() != null) {
            add("split command");
            report.splitCommand().strip().lines().forEach(line -> add("  " + line));
        }
        add("command");
        report.command().strip().lines().forEach(line -> add("  " + line));
        if (report.mergeCommand() != null) {
            add("merge command");
            report.mergeCommand().strip().lines().forEach(line -> add("  " + line));
        }
    }

    private void environment() {
        if (report.environment().isEmpty()) {
            return;
        }
        add("");
        add("environment of all tasks");
        report.environment().forEach((name, value) -> add("  " + name + "=" + value));
    }

    private void firstTasks() {
        add("");
        add(report.levels().getFirst() > report.firstTasks().size() ? "first tasks" : "tasks");
        report.firstTasks().forEach(task -> add("  " + task.index() + "  " + words(task)));
    }

    private static String words(FirstTask task) {
        List<String> words = new ArrayList<>();
        if (!task.inputs().isEmpty()) {
            words.add(names(task.inputs()));
        }
        if (task.rows() != null) {
            words.add(count(task.rows(), "row"));
        }
        for (Map.Entry<String, String> variable : task.environment().entrySet()) {
            words.add(variable.getKey() + "=" + variable.getValue());
        }
        return words.isEmpty() ? "no input of its own" : String.join("  ", words);
    }

    private static String names(List<String> names) {
        String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }

    private static String count(int count, String noun) {
        String many = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : many);
    }

    private static String files(int count) {
        return count == 0 ? "no files" : count(count, "file");
    }

    private static String time(Duration time) {
        return ReadableNumbers.span(time).replace(" min 0 s", " min").replace(" h 0 min", " h");
    }

    private void fact(String label, String words) {
        String before = label;
        for (String line : TextLines.wrapped(words, WIDTH - LABEL)) {
            add(before + " ".repeat(LABEL - before.length()) + line);
            before = "";
        }
    }

    private void add(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        lines.add(ReadableNumbers.printable(shown));
    }
}
