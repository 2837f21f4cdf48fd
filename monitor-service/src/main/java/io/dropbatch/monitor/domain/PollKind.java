package io.dropbatch.monitor.domain;

import java.time.Duration;

/** How far back a look at a job's finished tasks goes, the cheapest first. */
public enum PollKind {
    /** A task signalled its end: only what ended lately is of interest. */
    SIGNAL,
    /** Time has passed: also what became visible late, and the health of job and pool. */
    SWEEP,
    /** Batch counts more finished tasks than are known here: every one of the level. */
    FULL;

    /** How much earlier than the newest known transition a look begins: transitions may become visible out of order. */
    public record Overlaps(Duration signal, Duration sweep) {}

    /** The more thorough of the two. */
    public PollKind or(PollKind other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
