package io.dropbatch.scheduler.app.cost;

import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.domain.JobFacts;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import io.dropbatch.scheduler.domain.pool.PoolCatalogue;
import io.dropbatch.scheduler.domain.pool.PoolChoice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the pool of a job, quotes what it costs, and opens the meter that counts it. */
public final class QuoteJob {

    private static final int SHOWN = 2;

    private final PoolCatalogue catalogue;
    private final PriceTable prices;
    private final CostStore costs;

    public QuoteJob(PoolCatalogue catalogue, PriceTable prices, CostStore costs) {
        this.catalogue = catalogue;
        this.prices = prices;
        this.costs = costs;
    }

    /** The pool; impossible also when the workload has a budget and nobody knows what its nodes cost. */
    public PoolChoice choose(Workload workload) {
        @Nullable BigDecimal budget = workload.limits().budget();
        String vmSize = workload.pool().vmSize();
        if (budget != null && prices.of(vmSize).isEmpty()) {
            return new PoolChoice.Impossible(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "limits.budget is " + budget.toPlainString() + ", but what a node of " + vmSize
                            + " costs is not known here: leave limits.budget out, use another pool.vmSize, or ask the"
                            + " operator to add the price to dropbatch.scheduler.prices"));
        }
        return catalogue.choose(workload.pool());
    }

    /** Quotes a job that was added; quoting it again changes nothing. */
    public JobQuoted quote(JobFacts facts, Workload workload, PoolChoice.Chosen chosen) {
        @Nullable BigDecimal budget = workload.limits().budget();
        Optional<NodePrice> price = prices.of(chosen.pool().vmSize());
        price.ifPresent(known -> costs.open(facts.job(), JobMeter.begin(prices.currency(), known, budget)));
        @Nullable BigDecimal nodeHour = price.map(NodePrice::dedicated).orElse(null);
        PoolQuote quote = new PoolQuote(
                chosen.pool().vmSize(),
                chosen.pool().maxNodes(),
                chosen.pool().slotsPerNode(),
                chosen.notes(),
                nodeHour == null ? null : prices.currency(),
                nodeHour,
                budget,
                nodeHours(budget, nodeHour));
        return new JobQuoted(facts.submission(), facts.workload(), facts.job(), quote);
    }

    private static @Nullable BigDecimal nodeHours(@Nullable BigDecimal budget, @Nullable BigDecimal nodeHour) {
        return budget == null || nodeHour == null || nodeHour.signum() == 0
                ? null
                : budget.divide(nodeHour, SHOWN, RoundingMode.DOWN);
    }
}
