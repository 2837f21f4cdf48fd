package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The account of a submission as a row of the table. */
record DropRow(DropTrigger trigger, @Nullable Instant acceptedAt, DropStatus status) {

    static DropRow of(DropAccount account) {
        return new DropRow(account.trigger(), account.acceptedAt(), account.status());
    }

    DropAccount toAccount() {
        return new DropAccount(trigger, acceptedAt, status);
    }
}
