package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Watches files that are submissions by themselves until each has an outcome, in one line for all. */
public final class FileWatch {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_EXPLAINED = 10;

    private final TerminalWriter terminal;
    private final Clock clock;

    public FileWatch(TerminalWriter terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * @param look finds a file's status
     * @return the final statuses
     * @throws CliException when the time is over
     */
    public List<DropStatus> untilAllFinal(
            List<DropTrigger> files, Function<DropTrigger, Optional<DropStatus>> look, Duration limit) {
        Instant end = clock.instant().plus(limit);
        Map<DropTrigger, DropStatus> outcomes = new LinkedHashMap<>();
        while (clock.instant().isBefore(end)) {
            files.stream()
                    .filter(file -> !outcomes.containsKey(file))
                    .forEach(file -> look.apply(file)
                            .filter(status -> status.state().isFinal())
                            .ifPresent(status -> outcomes.put(file, status)));
            terminal.draw(line(files.size(), outcomes));
            if (outcomes.size() == files.size()) {
                terminal.keep();
                explain(outcomes);
                return List.copyOf(outcomes.values());
            }
            pause();
        }
        terminal.keep();
        throw new CliException("gave up watching after " + limit.toSeconds()
                + " s; the work goes on: './dropbatch watch WORKLOAD/PATH/FILE' shows one file");
    }

    private String line(int all, Map<DropTrigger, DropStatus> outcomes) {
        long failed = outcomes.values().stream()
                .filter(status -> status.state() != State.READY)
                .count();
        return "  files  " + terminal.bar(outcomes.size(), all) + "  " + outcomes.size() + "/" + all
                + (failed > 0 ? "  " + failed + " failed" : "");
    }

    private void explain(Map<DropTrigger, DropStatus> outcomes) {
        List<Map.Entry<DropTrigger, DropStatus>> failed = outcomes.entrySet().stream()
                .filter(outcome -> outcome.getValue().state() != State.READY)
                .toList();
        failed.stream().limit(MOST_EXPLAINED).forEach(outcome -> {
            terminal.line("  " + ReadableNumbers.printable(outcome.getKey().path()) + ": "
                    + ReadableNumbers.printable(outcome.getValue().message()));
        });
        if (failed.size() > MOST_EXPLAINED) {
            terminal.line("  and " + (failed.size() - MOST_EXPLAINED) + " more");
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
