package io.dropbatch.monitor.domain;

import java.time.Duration;

/** How far back a look at a job's finished tasks goes, the cheapest first. */
public enum PollKind {
    /** A task signalled its end: only recent ends are listed. */
    SIGNAL,
    /** Time has passed: also finds tasks that became visible late, and checks the health of job and pool. */
    SWEEP,
    /** Batch counts more finished tasks than are known here: lists every ended task of the level. */
    FULL;

    /** How much earlier than the newest known transition a look begins: transitions may become visible out of order. */
    public record Overlaps(Duration signal, Duration sweep) {}

    /** The more thorough of the two. */
    public PollKind or(PollKind other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
