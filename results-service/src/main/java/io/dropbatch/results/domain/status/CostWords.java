package io.dropbatch.results.domain.status;

import io.dropbatch.model.result.PoolQuote;

/** Says what a job runs on and what it costs. */
final class CostWords {

    private CostWords() {}

    /** {@code 4 nodes of Standard_D2s_v5 with 2 slots each}. */
    static String pool(PoolQuote quote) {
        return "%d node%s of %s with %d slot%s%s"
                .formatted(
                        quote.nodes(),
                        quote.nodes() == 1 ? "" : "s",
                        quote.vmSize(),
                        quote.slotsPerNode(),
                        quote.slotsPerNode() == 1 ? "" : "s",
                        quote.nodes() == 1 ? "" : " each");
    }
}
