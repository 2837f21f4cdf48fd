package io.dropbatch.results.app.publish;

import io.dropbatch.model.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps away from a receiver that fails, since each call may last until its limit and the threads are needed for other
 * work: after a failure it is left alone for a while, and then one call at a time tries whether it is back. Thread-safe.
 */
final class ReceiverGate {

    /** Longer than a call lasts. */
    private static final Duration TRIAL = Duration.ofSeconds(30);

    private final Backoff pauses = Backoff.doubling(Duration.ofSeconds(5), Duration.ofMinutes(1));
    private final Clock clock;
    private int failures;
    private Instant opensAt = Instant.EPOCH;

    ReceiverGate(Clock clock) {
        this.clock = clock;
    }

    /** Whether to call; who is let through says how it went. */
    synchronized boolean letsThrough() {
        if (failures == 0) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(opensAt)) {
            return false;
        }
        opensAt = now.plus(TRIAL);
        return true;
    }

    synchronized void wentWell() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        opensAt = clock.instant().plus(pauses.after(failures));
    }
}
