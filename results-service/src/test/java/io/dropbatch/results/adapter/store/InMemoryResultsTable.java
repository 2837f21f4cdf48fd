package io.dropbatch.results.adapter.store;

import io.dropbatch.store.InMemoryRows;

/** The service's table in memory. */
public final class InMemoryResultsTable {

    private InMemoryResultsTable() {}

    public static ResultsTable create() {
        return new ResultsTable(
                new TableDrops(new InMemoryRows<>(), new InMemoryRows<>()), new TableOutcomes(new InMemoryRows<>()));
    }
}
