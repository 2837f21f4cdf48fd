package io.dropbatch.results.adapter.store;

import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.FileOutcomes;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.store.StorageAccount;

/** The service's own table. Each kind of row has its own keys, so one table holds them all. */
public record ResultsTable(DropAccountStore drops, OutcomeRegister outcomes, FileOutcomes files) {

    public static ResultsTable of(StorageAccount account, String table) {
        return new ResultsTable(
                new TableDropAccountStore(account.rows(table, DropRow.class), account.rows(table, DropIndexRow.class)),
                new TableOutcomeRegister(account.rows(table, OutcomeRow.class)),
                new TableFileOutcomes(account.rows(table, OutcomeRow.class)));
    }
}
