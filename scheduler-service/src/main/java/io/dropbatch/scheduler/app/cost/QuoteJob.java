package io.dropbatch.scheduler.app.cost;

import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import io.dropbatch.scheduler.domain.pool.PoolCatalogue;
import io.dropbatch.scheduler.domain.pool.PoolChoice;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
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
        PoolChoice choice = catalogue.choose(workload.pool(), workload.tasks().nodes());
        if (budget == null || !(choice instanceof PoolChoice.Chosen chosen)) {
            return choice;
        }
        return chosen.pool().sizes().stream()
                .map(PoolSize::vmSize)
                .filter(vmSize ->
                        chosen.pool().madeByOperator() || prices.of(vmSize).isEmpty())
                .findFirst()
                .<PoolChoice>map(vmSize -> unpriced(budget, vmSize))
                .orElse(choice);
    }

    private static PoolChoice unpriced(BigDecimal budget, String vmSize) {
        return new PoolChoice.Impossible(Failure.of(
                FailureCode.INVALID_WORKLOAD,
                "limits.budget is " + budget.toPlainString() + ", but what a node of " + vmSize
                        + " costs is not known here: leave limits.budget out, use another pool.vmSize, or ask the"
                        + " operator to add the price to dropbatch.scheduler.prices"));
    }

    /** Quotes a job that was added; quoting it again changes nothing. */
    public JobQuoted quote(JobFacts facts, Workload workload, PoolChoice.Chosen chosen) {
        @Nullable BigDecimal budget = workload.limits().budget();
        Optional<NodePrice> price = price(chosen.pool());
        price.ifPresent(known -> costs.open(facts.job(), JobMeter.begin(prices.currency(), known, budget)));
        boolean spot = chosen.pool().kind() == NodeKind.SPOT;
        @Nullable
        BigDecimal nodeHour =
                price.map(spot ? NodePrice::spot : NodePrice::dedicated).orElse(null);
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

    /** Of the dearest VM size that the pool may have: a budget is never exceeded because Azure had no other. */
    private Optional<NodePrice> price(PoolSpec pool) {
        return pool.madeByOperator()
                ? Optional.empty()
                : pool.sizes().stream()
                        .flatMap(size -> prices.of(size.vmSize()).stream())
                        .reduce(NodePrice::dearest);
    }

    private static @Nullable BigDecimal nodeHours(@Nullable BigDecimal budget, @Nullable BigDecimal nodeHour) {
        return budget == null || nodeHour == null || nodeHour.signum() == 0
                ? null
                : budget.divide(nodeHour, SHOWN, RoundingMode.DOWN);
    }
}
