package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.results.app.port.OutcomeEntry;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.util.Optional;

/** Keeps one row for each attempt, in the partition of its submission. */
public final class TableOutcomeRegister implements OutcomeRegister {

    private static final int TRIES = 20;

    private final RowStore<OutcomeRow> rows;

    TableOutcomeRegister(RowStore<OutcomeRow> rows) {
        this.rows = rows;
    }

    @Override
    public Optional<JobOutcome> find(JobId job) {
        return row(job).flatMap(row -> row.value().outcome());
    }

    @Override
    public Times times(JobId job, Times proposed) {
        return rows.insert(partition(job), key(job), OutcomeRow.open(job, proposed))
                .or(() -> row(job))
                .orElseThrow(() -> new IllegalStateException("the row of " + job + " comes and goes"))
                .value()
                .times();
    }

    @Override
    public Optional<CancelRequest> cancelOf(JobId job) {
        return row(job).map(row -> row.value().cancel());
    }

    @Override
    public OutcomeEntry<JobOutcome> settle(JobOutcome proposed) {
        JobId job = proposed.job();
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<VersionedRow<OutcomeRow>> before = row(job);
            Optional<JobOutcome> stands = before.flatMap(row -> row.value().outcome());
            if (stands.isPresent()) {
                return OutcomeEntry.before(stands.get());
            }
            OutcomeRow after = before.map(
                            row -> OutcomeRow.of(proposed).asking(row.value().cancel()))
                    .orElseGet(() -> OutcomeRow.of(proposed));
            Optional<VersionedRow<OutcomeRow>> written = before.isPresent()
                    ? rows.replace(before.get(), after)
                    : rows.insert(partition(job), key(job), after);
            if (written.isPresent()) {
                return OutcomeEntry.first(proposed);
            }
        }
        throw new IllegalStateException("the outcome of " + job + " is entered by too many at once");
    }

    @Override
    public void forget(SubmissionId submission) {
        int attempt = 1;
        while (rows.delete(submission.value(), key(JobId.of(submission, attempt)))) {
            attempt++;
        }
    }

    private Optional<VersionedRow<OutcomeRow>> row(JobId job) {
        return rows.find(partition(job), key(job));
    }

    private static String partition(JobId job) {
        return job.submission().value();
    }

    static String key(JobId job) {
        return "attempt-" + job.attempt();
    }
}
