package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.LifeStep;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The account of a submission as a row of the table.
 *
 * @param steps absent in rows that an earlier version wrote
 * @param failedJobs likewise
 */
record DropRow(
        DropTrigger trigger,
        @Nullable Instant acceptedAt,
        DropStatus status,
        @Nullable List<LifeStep> steps,
        @Nullable CancelRequest cancel,
        @Nullable UserRequest retry,
        @Nullable List<JobId> failedJobs) {

    static DropRow of(DropAccount account) {
        return new DropRow(
                account.trigger(),
                account.acceptedAt(),
                account.status(),
                account.steps(),
                account.cancel(),
                account.retry(),
                account.failedJobs());
    }

    DropAccount toAccount() {
        return new DropAccount(
                trigger,
                acceptedAt,
                status,
                Objects.requireNonNullElse(steps, List.of()),
                cancel,
                retry,
                Objects.requireNonNullElse(failedJobs, List.of()));
    }
}
