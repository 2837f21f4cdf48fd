package io.dropbatch.results.adapter.store;

import io.dropbatch.store.InMemoryRowStore;

/** The service's table in memory. */
public final class InMemoryResultsTable {

    private InMemoryResultsTable() {}

    public static ResultsTable create() {
        InMemoryRowStore<OutcomeRow> outcomes = new InMemoryRowStore<>();
        return new ResultsTable(
                new TableDropAccountStore(new InMemoryRowStore<>(), new InMemoryRowStore<>()),
                new TableOutcomeRegister(outcomes),
                new TableFileOutcomes(outcomes));
    }
}
