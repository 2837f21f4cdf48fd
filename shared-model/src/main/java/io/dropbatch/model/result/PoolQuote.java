package io.dropbatch.model.result;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pool that a job runs on and, where prices are known, what it costs.
 *
 * @param nodes how many the pool has at most
 * @param notes how it differs from what the workload asks for, in sentences for a person
 * @param currency of the amounts; absent, with the price, when no price is known
 * @param nodeHour what a node costs in an hour
 * @param budget what the job's nodes may cost; absent for no limit
 * @param nodeHours how many node hours the budget buys
 */
public record PoolQuote(
        String vmSize,
        int nodes,
        int slotsPerNode,
        List<String> notes,
        @Nullable String currency,
        @Nullable BigDecimal nodeHour,
        @Nullable BigDecimal budget,
        @Nullable BigDecimal nodeHours) {

    public PoolQuote {
        notes = List.copyOf(notes);
    }
}
