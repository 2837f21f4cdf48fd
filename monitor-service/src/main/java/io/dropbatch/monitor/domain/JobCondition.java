package io.dropbatch.monitor.domain;

import org.jspecify.annotations.Nullable;

/** The state of a job on Batch. */
public sealed interface JobCondition {

    /** Tasks may run. */
    record Running() implements JobCondition {}

    /** Somebody disabled it: no task starts until it is enabled again. */
    record Disabled() implements JobCondition {}

    /** It was ended, or is being ended: no task will start any more. */
    record Ended(@Nullable String reason) implements JobCondition {

        /** As Batch calls the end by the job's own time limit. */
        private static final String WALL_CLOCK = "MaxWallClockTimeExpiry";

        boolean byWallClock() {
            return WALL_CLOCK.equalsIgnoreCase(reason);
        }
    }

    /** Batch knows no such job (any more). */
    record Gone() implements JobCondition {}
}
