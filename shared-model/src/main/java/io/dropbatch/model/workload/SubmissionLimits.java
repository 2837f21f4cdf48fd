package io.dropbatch.model.workload;

import java.time.Duration;

/**
 * What a submission may use at most.
 *
 * @param maxTasks of the map level
 * @param wallClock from the job's creation until Batch ends it
 */
public record SubmissionLimits(int maxTasks, Duration wallClock) {

    public SubmissionLimits {
        if (maxTasks < 1 || wallClock.isNegative() || wallClock.isZero()) {
            throw new IllegalArgumentException("limits are at least one task and longer than zero");
        }
    }
}
