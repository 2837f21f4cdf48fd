package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.LevelRole;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Watches a submission until it has an outcome and draws its progress. */
public final class SubmissionWatch {

    private final TerminalWriter terminal;
    private final Clock clock;

    public SubmissionWatch(TerminalWriter terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * @param look finds the submission's status
     * @param limit how long to wait
     * @throws CliException when the time is over
     */
    public DropStatus untilFinal(Supplier<Optional<DropStatus>> look, Duration limit) {
        return untilAllFinal(List.of(look), Supplier::get, limit).getFirst();
    }

    /**
     * Draws a line for each of several submissions until all have an outcome.
     *
     * @param look finds one's status
     */
    public <T> List<DropStatus> untilAllFinal(List<T> all, Function<T, Optional<DropStatus>> look, Duration limit) {
        Instant start = clock.instant();
        WatchPace pace = new WatchPace();
        List<String> before = List.of();
        while (Duration.between(start, clock.instant()).compareTo(limit) < 0) {
            List<Optional<DropStatus>> seen = all.stream().map(look).toList();
            List<String> lines = seen.stream().map(this::line).toList();
            terminal.draw(lines);
            if (seen.stream().allMatch(SubmissionWatch::isFinal)) {
                terminal.keep();
                List<DropStatus> outcomes =
                        seen.stream().flatMap(Optional::stream).toList();
                outcomes.forEach(this::explain);
                return outcomes;
            }
            // All submissions are awaited: the slowest one ends last.
            double completed = seen.stream()
                    .filter(status -> !isFinal(status))
                    .mapToDouble(SubmissionWatch::nearlyCompleted)
                    .min()
                    .orElse(0);
            pause(pace.next(!lines.equals(before), completed, Duration.between(start, clock.instant())));
            before = lines;
        }
        terminal.keep();
        throw new CliException("gave up watching after " + limit.toSeconds()
                + " s; the work goes on: './dropbatch watch WORKLOAD/DROP' shows it again");
    }

    /** The part of the level's tasks that is completed as soon as the next one is. */
    static double nearlyCompleted(Optional<DropStatus> status) {
        Progress progress = status.map(DropStatus::progress).orElse(null);
        if (progress == null || progress.total() == 0) {
            return 0;
        }
        return (double) Math.min(progress.completed() + 1, progress.total()) / progress.total();
    }

    private static boolean isFinal(Optional<DropStatus> status) {
        return status.filter(seen -> seen.state().isFinal()).isPresent();
    }

    /** The state in one line. */
    String line(Optional<DropStatus> status) {
        return status.map(this::line).orElse("  waiting for the drop to be seen");
    }

    private String line(DropStatus status) {
        Progress progress = status.progress();
        String name = "  " + status.workload() + "  ";
        if (progress == null || status.state() != DropStatus.State.RUNNING) {
            return name + status.state().name().toLowerCase(Locale.ROOT) + "  "
                    + ReadableNumbers.printable(status.message());
        }
        LevelRole role = progress.role();
        String level = switch (role.kind()) {
            case SPLIT -> "splitting";
            case MAP -> role.name();
            case MERGE -> role.name() + "/" + role.merges();
        };
        return name + level + "  " + terminal.bar(progress.completed(), progress.total()) + "  "
                + progress.completed() + "/" + progress.total()
                + (progress.failed() > 0 ? "  " + progress.failed() + " failed" : "");
    }

    /** What the result leaves out, and why there is none or not all of it: the command's last lines before our own words. */
    void explain(DropStatus status) {
        LeftOutFiles.lines(status.notes(), status.ignored(), status.lateInputs())
                .forEach(terminal::line);
        Failure failure = status.failure();
        if (failure == null) {
            return;
        }
        if (failure.stderrTail() != null) {
            List<String> lines = failure.stderrTail().strip().lines().toList();
            lines.subList(Math.max(0, lines.size() - 8), lines.size())
                    .forEach(line -> terminal.line("    | " + ReadableNumbers.printable(line)));
        }
        terminal.line("  " + failure.code().value() + ": " + ReadableNumbers.printable(failure.message()));
        // A job that files share has no package of its own.
        if (failure.log() != null && !status.submission().isRolling()) {
            terminal.line("  whole logs: ./dropbatch download " + status.submission() + " --logs");
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        }
    }
}
