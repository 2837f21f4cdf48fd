package io.dropbatch.cli.client;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Follows a submission until it has an outcome and draws how far it is. */
final class Watch {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Terminal terminal;
    private final Clock clock;

    Watch(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * @param status looks at the submission
     * @param limit how long to wait
     * @throws CliException when the time is over
     */
    DropStatus untilFinal(Supplier<Optional<DropStatus>> status, Duration limit) {
        Instant start = clock.instant();
        while (Duration.between(start, clock.instant()).compareTo(limit) < 0) {
            Optional<DropStatus> seen = status.get();
            terminal.draw(seen.map(this::line).orElse("  waiting for the drop to be seen"));
            if (seen.isPresent() && seen.get().state().isFinal()) {
                terminal.keep();
                seen.flatMap(now -> Optional.ofNullable(now.failure())).ifPresent(this::explain);
                return seen.get();
            }
            pause();
        }
        terminal.keep();
        throw new CliException("gave up watching after " + limit.toSeconds()
                + " s; the work goes on: './dropbatch watch' shows it again");
    }

    /** The state in one line. */
    String line(DropStatus status) {
        Progress progress = status.progress();
        String state = "  " + status.state().name().toLowerCase(Locale.ROOT);
        if (progress == null || status.state() != DropStatus.State.RUNNING) {
            return state + "  " + status.message();
        }
        String level = progress.level() == 0 ? "tasks" : "merge " + progress.level() + " of " + (progress.levels() - 1);
        return "  " + level + "  " + terminal.bar(progress.completed(), progress.total()) + "  " + progress.completed()
                + "/" + progress.total() + (progress.failed() > 0 ? "  " + progress.failed() + " failed" : "");
    }

    private void explain(Failure failure) {
        terminal.line("  " + failure.code().value() + ": " + failure.message());
        if (failure.stderrTail() != null) {
            List<String> lines = failure.stderrTail().strip().lines().toList();
            lines.subList(Math.max(0, lines.size() - 8), lines.size())
                    .forEach(line -> terminal.line("    | " + line.replaceAll("\\p{Cntrl}", " ")));
        }
        if (failure.log() != null) {
            terminal.line("  whole log: outputs/" + failure.log());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        }
    }
}
