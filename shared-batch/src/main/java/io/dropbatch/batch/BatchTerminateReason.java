package io.dropbatch.batch;

import org.jspecify.annotations.Nullable;

/**
 * Why a job ended: what Batch writes where it has ended the job itself, and what the scheduler writes.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/jobs/get-job#batchjobexecutioninfo">terminateReason</a>
 */
public final class BatchTerminateReason {

    /** The scheduler ended it, because nothing is left to do. */
    public static final String CLOSED = "DropbatchClosed";

    /** The scheduler ended it, because its budget is used up. */
    public static final String BUDGET = "DropbatchBudget";

    private static final String WALL_CLOCK = "MaxWallClockTimeExpiry";

    private BatchTerminateReason() {}

    /** Whether the job reached its own limit of wall-clock time. */
    public static boolean isWallClock(@Nullable String terminateReason) {
        return WALL_CLOCK.equalsIgnoreCase(terminateReason);
    }

    /** Whether the scheduler ended the job because its budget is used up. */
    public static boolean isBudget(@Nullable String terminateReason) {
        return BUDGET.equalsIgnoreCase(terminateReason);
    }
}
