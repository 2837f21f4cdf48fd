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

/** Keeps one row for each try of a file, in the partition of its submission. */
public final class TableFileOutcomes implements FileOutcomes {

    private static final int TRIES = 20;

    private final RowStore<OutcomeRow> rows;

    TableFileOutcomes(RowStore<OutcomeRow> rows) {
        this.rows = rows;
    }

    /** Where the outcome of a try is entered, and what stands there. */
    private record Place(String key, Optional<VersionedRow<OutcomeRow>> row) {

        Optional<FileOutcome> outcome(DropTrigger file) {
            return row.flatMap(held -> held.value().outcome()).map(outcome -> new FileOutcome(file, outcome));
        }
    }

    @Override
    public Optional<FileOutcome> find(DropTrigger file, JobId job) {
        return place(file, job).outcome(file);
    }

    @Override
    public Times times(DropTrigger file, JobId job, Times proposed) {
        for (int tries = 0; tries < TRIES; tries++) {
            Place place = place(file, job);
            Optional<VersionedRow<OutcomeRow>> row =
                    place.row().or(() -> rows.insert(partition(file), place.key(), OutcomeRow.open(job, proposed)));
            if (row.isPresent()) {
                return row.get().value().times();
            }
        }
        throw new IllegalStateException("the row of " + file.submission() + " comes and goes");
    }

    @Override
    public OutcomeEntry<FileOutcome> settle(FileOutcome proposed) {
        DropTrigger file = proposed.file();
        JobId job = proposed.outcome().job();
        for (int tries = 0; tries < TRIES; tries++) {
            Place place = place(file, job);
            Optional<FileOutcome> stands = place.outcome(file);
            if (stands.isPresent()) {
                return OutcomeEntry.before(stands.get());
            }
            OutcomeRow after = OutcomeRow.of(proposed.outcome());
            Optional<VersionedRow<OutcomeRow>> before = place.row();
            Optional<VersionedRow<OutcomeRow>> written = before.isPresent()
                    ? rows.replace(before.get(), after)
                    : rows.insert(partition(file), place.key(), after);
            if (written.isPresent()) {
                return OutcomeEntry.first(proposed);
            }
        }
        throw new IllegalStateException("the outcome of " + file.submission() + " is entered by too many at once");
    }

    /** Each try is in another job, and begins when the one before has its outcome: so the rows are in their order. */
    private Place place(DropTrigger file, JobId job) {
        for (int attempt = 1; ; attempt++) {
            String key = TableOutcomeRegister.key(JobId.of(file.submission(), attempt));
            Optional<VersionedRow<OutcomeRow>> row = rows.find(partition(file), key);
            if (row.filter(held -> isOther(held.value().job(), file, job)).isEmpty()) {
                return new Place(key, row);
            }
        }
    }

    /** A file that was given up has an outcome without a shared job, which counts for whatever job it comes from. */
    private static boolean isOther(JobId entered, DropTrigger file, JobId job) {
        return !entered.equals(job) && !entered.submission().equals(file.submission());
    }

    private static String partition(DropTrigger file) {
        return file.submission().value();
    }
}
