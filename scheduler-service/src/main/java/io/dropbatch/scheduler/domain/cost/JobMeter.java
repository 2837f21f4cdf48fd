package io.dropbatch.scheduler.domain.cost;

import io.dropbatch.model.result.CostReceipt;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job has cost, at the price that it was quoted.
 *
 * @param budget what it may cost; absent for no limit
 * @param nodeHours this job's part of those of its pool
 * @param until up to when it was counted; absent while the job is not on Batch
 */
public record JobMeter(
        String currency,
        NodePrice price,
        @Nullable BigDecimal budget,
        BigDecimal spent,
        BigDecimal nodeHours,
        @Nullable Instant until) {

    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final int EXACT = 9;
    private static final int SHOWN = 4;
    private static final BigDecimal NOTICEABLE = new BigDecimal("0.01");

    public static JobMeter begin(String currency, NodePrice price, @Nullable BigDecimal budget) {
        return new JobMeter(currency, price, budget, BigDecimal.ZERO, BigDecimal.ZERO, null);
    }

    /** The nodes of the job's pool, and how many jobs share them. */
    public record Share(int dedicated, int spot, int jobs) {

        public Share {
            if (dedicated < 0 || spot < 0 || jobs < 1) {
                throw new IllegalArgumentException("no negative number of nodes, and at least the job itself");
            }
        }
    }

    /**
     * Counts up to now: the pool's nodes for the time since the last count, in equal parts for each job.
     *
     * @param since when the job came to Batch, for the first count
     */
    public JobMeter counted(Share share, Instant since, Instant now) {
        Instant from = until == null ? since : until;
        if (!now.isAfter(from)) {
            return new JobMeter(currency, price, budget, spent, nodeHours, from);
        }
        BigDecimal hours = BigDecimal.valueOf(Duration.between(from, now).toMillis())
                .divide(HOUR.multiply(BigDecimal.valueOf(share.jobs())), MathContext.DECIMAL64);
        BigDecimal cost = price.dedicated()
                .multiply(BigDecimal.valueOf(share.dedicated()))
                .add(price.spot().multiply(BigDecimal.valueOf(share.spot())));
        return new JobMeter(
                currency,
                price,
                budget,
                exact(spent.add(hours.multiply(cost))),
                exact(nodeHours.add(hours.multiply(BigDecimal.valueOf((long) share.dedicated() + share.spot())))),
                now);
    }

    /** The time until the next count does not count: the job is not on Batch. */
    public JobMeter paused() {
        return new JobMeter(currency, price, budget, spent, nodeHours, null);
    }

    /** Whether the budget is used up. */
    public boolean isExhausted() {
        return budget != null && spent.compareTo(budget) >= 0;
    }

    /** Whether somebody who was told the earlier amount wants to know: it is a hundredth more, or the last. */
    public boolean isWorthTelling(BigDecimal told) {
        boolean reached = budget != null && isExhausted() && told.compareTo(budget) < 0;
        BigDecimal step = (budget == null ? told : budget).multiply(NOTICEABLE);
        return reached || spent.subtract(told).compareTo(step) > 0;
    }

    /** @param counted up to when, for a job whose costs were counted */
    public CostReceipt receipt(Instant counted) {
        return new CostReceipt(currency, shown(spent), shown(nodeHours), budget, counted);
    }

    private static BigDecimal exact(BigDecimal amount) {
        return amount.setScale(EXACT, RoundingMode.HALF_UP);
    }

    private static BigDecimal shown(BigDecimal amount) {
        return amount.setScale(SHOWN, RoundingMode.HALF_UP);
    }
}
