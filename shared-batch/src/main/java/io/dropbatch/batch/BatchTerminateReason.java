package io.dropbatch.batch;

import org.jspecify.annotations.Nullable;

/**
 * Why a job ended, where Batch itself has ended it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/jobs/get-job#batchjobexecutioninfo">terminateReason</a>
 */
public final class BatchTerminateReason {

    private static final String WALL_CLOCK = "MaxWallClockTimeExpiry";

    private BatchTerminateReason() {}

    /** Whether the job reached its own limit of wall-clock time. */
    public static boolean isWallClock(@Nullable String terminateReason) {
        return WALL_CLOCK.equalsIgnoreCase(terminateReason);
    }
}
