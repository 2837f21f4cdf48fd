package io.dropbatch.results.adapter.store;

import io.dropbatch.results.app.port.Drops;
import io.dropbatch.results.app.port.Outcomes;
import io.dropbatch.store.StorageAccount;

/**
 * The service's own table. Each kind of row has its own keys, so they lie in one.
 */
public record ResultsTable(Drops drops, Outcomes outcomes) {

    public static ResultsTable of(StorageAccount account, String table) {
        return new ResultsTable(
                new TableDrops(account.rows(table, DropRow.class), account.rows(table, DropIndexRow.class)),
                new TableOutcomes(account.rows(table, OutcomeRow.class)));
    }
}
