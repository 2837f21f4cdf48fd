package io.dropbatch.model.result;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a job have cost.
 *
 * @param spent jobs that share a pool share its cost equally
 * @param nodeHours this job's part of them
 * @param budget what it may cost; absent for no limit
 * @param until up to when it was counted
 */
public record CostReceipt(
        String currency,
        BigDecimal spent,
        BigDecimal nodeHours,
        @Nullable BigDecimal budget,
        Instant until) {}
