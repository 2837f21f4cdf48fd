package io.dropbatch.model.workload;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a submission may use at most.
 *
 * @param maxTasks of the map level
 * @param wallClock from the job's creation until Batch ends it
 * @param budget what its nodes may cost, in the currency of the operator's prices; absent for no limit
 */
public record SubmissionLimits(
        int maxTasks, Duration wallClock, @Nullable BigDecimal budget) {

    public SubmissionLimits {
        if (maxTasks < 1 || wallClock.isNegative() || wallClock.isZero() || (budget != null && budget.signum() <= 0)) {
            throw new IllegalArgumentException("limits are at least one task and longer than zero");
        }
    }
}
