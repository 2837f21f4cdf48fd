package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The costs of an open job as a table row. */
public record CostRow(
        String currency,
        BigDecimal dedicatedPrice,
        BigDecimal spotPrice,
        @Nullable BigDecimal budget,
        BigDecimal spent,
        BigDecimal nodeHours,
        @Nullable Instant until) {

    static CostRow of(JobMeter meter) {
        return new CostRow(
                meter.currency(),
                meter.price().dedicated(),
                meter.price().spot(),
                meter.budget(),
                meter.spent(),
                meter.nodeHours(),
                meter.until());
    }

    JobMeter meter() {
        return new JobMeter(currency, new NodePrice(dedicatedPrice, spotPrice), budget, spent, nodeHours, until);
    }
}
