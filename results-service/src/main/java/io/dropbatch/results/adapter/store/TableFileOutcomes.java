package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.results.app.port.FileOutcomes;
import io.dropbatch.results.app.port.OutcomeEntry;
import io.dropbatch.results.app.port.OutcomeRegister.Times;
import io.dropbatch.results.domain.FileOutcome;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.util.Optional;

/** Keeps one row for each file, in the partition of its submission. */
public final class TableFileOutcomes implements FileOutcomes {

    private static final int TRIES = 20;

    private final RowStore<OutcomeRow> rows;

    TableFileOutcomes(RowStore<OutcomeRow> rows) {
        this.rows = rows;
    }

    @Override
    public Optional<FileOutcome> find(DropTrigger file, JobId job) {
        return row(file, job).flatMap(row -> row.value().outcome()).map(outcome -> new FileOutcome(file, outcome));
    }

    @Override
    public Times times(DropTrigger file, JobId job, Times proposed) {
        return rows.insert(partition(file), TableOutcomeRegister.key(job), OutcomeRow.open(job, proposed))
                .or(() -> row(file, job))
                .orElseThrow(() -> new IllegalStateException("the row of " + file.submission() + " comes and goes"))
                .value()
                .times();
    }

    @Override
    public OutcomeEntry<FileOutcome> settle(FileOutcome proposed) {
        DropTrigger file = proposed.file();
        JobId job = proposed.outcome().job();
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<VersionedRow<OutcomeRow>> before = row(file, job);
            Optional<FileOutcome> stands =
                    before.flatMap(row -> row.value().outcome()).map(outcome -> new FileOutcome(file, outcome));
            if (stands.isPresent()) {
                return OutcomeEntry.before(stands.get());
            }
            OutcomeRow after = OutcomeRow.of(proposed.outcome());
            Optional<VersionedRow<OutcomeRow>> written = before.isPresent()
                    ? rows.replace(before.get(), after)
                    : rows.insert(partition(file), TableOutcomeRegister.key(job), after);
            if (written.isPresent()) {
                return OutcomeEntry.first(proposed);
            }
        }
        throw new IllegalStateException("the outcome of " + file.submission() + " is entered by too many at once");
    }

    private Optional<VersionedRow<OutcomeRow>> row(DropTrigger file, JobId job) {
        return rows.find(partition(file), TableOutcomeRegister.key(job));
    }

    private static String partition(DropTrigger file) {
        return file.submission().value();
    }
}
