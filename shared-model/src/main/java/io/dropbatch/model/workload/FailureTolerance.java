package io.dropbatch.model.workload;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many tasks of the map level may fail without failing the job.
 *
 * @param amount tasks, or percent of all tasks
 */
public record FailureTolerance(BigDecimal amount, boolean percent) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public FailureTolerance {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("a tolerance is not negative");
        }
    }

    /** Every task has to succeed. */
    public static FailureTolerance none() {
        return new FailureTolerance(BigDecimal.ZERO, false);
    }

    /** The number of tasks that may fail: at most half of them, so that every merge task has something to read. */
    public int of(int mapTasks) {
        BigDecimal asked =
                percent ? amount.multiply(BigDecimal.valueOf(mapTasks)).divide(HUNDRED, RoundingMode.DOWN) : amount;
        return asked.min(BigDecimal.valueOf(mapTasks / 2)).intValue();
    }
}
