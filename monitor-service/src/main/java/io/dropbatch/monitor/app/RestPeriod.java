package io.dropbatch.monitor.app;

import java.time.Duration;
import java.time.Instant;

/**
 * Computes how long a job is left alone after a look, and the shorter time when its level is about to complete. Not
 * safe for use by several threads.
 */
final class RestPeriod {

    private final PollIntervals pollIntervals;
    private Instant end = Instant.MIN;
    private Instant endBeforeLast = Instant.MIN;
    private int failures;

    RestPeriod(PollIntervals pollIntervals) {
        this.pollIntervals = pollIntervals;
    }

    /**
     * Begins after a look. A look that found nothing came too early if it was for a signal, or if few tasks are open.
     *
     * @param forSignals whether signals are left that the look was for
     */
    void looked(PollResult looked, boolean forSignals, Duration took, Instant now) {
        boolean watched = looked.watching().isPresent();
        boolean vain = looked.found() == 0;
        failures = 0;
        end = watched ? now.plus(pollIntervals.rest(vain && forSignals, took)) : Instant.MIN;
        endBeforeLast = watched ? now.plus(pollIntervals.lastRest(vain, took)) : Instant.MIN;
    }

    /** Begins after a look that failed; longer after each in a row. */
    void failed(Duration atLeast, Instant now) {
        failures++;
        Duration own = pollIntervals.failures().after(failures);
        end = now.plus(own.compareTo(atLeast) > 0 ? own : atLeast);
        endBeforeLast = end;
    }

    /** @param beforeLast whether the next look may be the level's last */
    Instant end(boolean beforeLast) {
        return beforeLast ? endBeforeLast : end;
    }

    Duration left(Instant now) {
        return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    }
}
