package io.dropbatch.cli.client.find;

import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.result.QueuePlace;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.model.view.LevelSummary;
import io.dropbatch.model.view.LifeStep;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The whole life of a drop as a page of text. */
record LifePage(DropLife life, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int NAMED = 3;

    List<String> lines() {
        DropStatus status = life.status();
        List<String> lines = new ArrayList<>();
        lines.add(life.drop() + "  " + DropWords.state(status) + "  " + status.submission());
        lines.add("  " + status.message());
        addLife(lines);
        addQueue(lines, status.queue());
        addLevels(lines);
        addCauses(lines, status.causes());
        addCost(lines, status);
        addResult(lines, status);
        return lines.stream().map(ReadableNumbers::printable).toList();
    }

    private void addLife(List<String> lines) {
        lines.add("");
        lines.add("Life (" + zone + ")");
        LifeStep before = null;
        for (LifeStep step : life.steps()) {
            String attempt = step.attempt() == null || step.attempt() == 1 ? "" : "attempt " + step.attempt() + ": ";
            String since = before == null ? "" : "  +" + DropWords.span(Duration.between(before.at(), step.at()));
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s  %-11s %s%s%s",
                    TIME.format(step.at().atZone(zone)),
                    step.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    attempt,
                    step.message(),
                    since));
            before = step;
        }
    }

    private static void addQueue(List<String> lines, @Nullable QueuePlace queue) {
        if (queue != null) {
            lines.add("");
            lines.add("Queue");
            lines.add("  position " + queue.position() + " of " + queue.waiting()
                    + (queue.before().isEmpty() ? "" : ", before it " + String.join(", ", queue.before())));
        }
    }

    private void addLevels(List<String> lines) {
        if (life.levels().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Levels");
        int width = life.levels().stream()
                .mapToInt(level -> level.role().name().length())
                .reduce(9, Math::max);
        for (LevelSummary level : life.levels()) {
            String name = level.role().name();
            String ran = level.startedAt() == null || level.endedAt() == null
                    ? ""
                    : ", ran " + DropWords.span(Duration.between(level.startedAt(), level.endedAt()));
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + width + "s %,d of %,d succeeded, %,d failed%s%s",
                    name,
                    level.succeeded(),
                    level.tasks(),
                    level.failed(),
                    ran,
                    level.verified() ? ", verified" : ""));
        }
    }

    private void addCauses(List<String> lines, List<FailureCause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Failures by cause");
        for (FailureCause cause : causes) {
            lines.add("  " + cause.count() + (cause.count() == 1 ? " task: " : " tasks: ")
                    + cause.code().value() + ": "
                    + (cause.lastWords() == null ? cause.message() : "\"" + cause.lastWords() + "\""));
            lines.add("    "
                    + String.join(", ", cause.tasks().stream().limit(NAMED).toList())
                    + (cause.count() > NAMED ? " and " + (cause.count() - NAMED) + " more" : ""));
            if (cause.log() != null) {
                lines.add("    log: dropbatch logs " + reference() + " " + taskOf(cause.log()));
            }
        }
    }

    /** How commands are told of it: a job that files share has no name of its own. */
    private String reference() {
        return isSharedJob() ? life.status().submission().value() : life.drop();
    }

    private boolean isSharedJob() {
        return life.status().submission().isRolling();
    }

    /** {@code <workload>/<submission>/<attempt>/<task>/...}. */
    private static String taskOf(String log) {
        String[] parts = log.split("/");
        return parts.length > 3 ? parts[3] : "";
    }

    private static void addCost(List<String> lines, DropStatus status) {
        PoolQuote quote = status.quote();
        CostReceipt receipt = status.receipt();
        if (quote == null && receipt == null) {
            return;
        }
        lines.add("");
        lines.add("Pool and cost");
        if (quote != null) {
            lines.add("  at most " + quote.nodes() + " x " + quote.vmSize() + ", " + quote.slotsPerNode()
                    + " tasks at a time on each");
        }
        if (receipt != null) {
            lines.add("  " + receipt.spent().toPlainString() + " " + receipt.currency() + " for "
                    + receipt.nodeHours().toPlainString() + " node hours"
                    + (receipt.budget() == null
                            ? ""
                            : ", of at most " + receipt.budget().toPlainString()));
        }
    }

    private void addResult(List<String> lines, DropStatus status) {
        boolean hasResult = status.state() == DropStatus.State.READY || status.state() == DropStatus.State.PARTIAL;
        if (hasResult && !isSharedJob()) {
            lines.add("");
            lines.add("Fetch the result: dropbatch download " + life.drop());
        }
    }
}
