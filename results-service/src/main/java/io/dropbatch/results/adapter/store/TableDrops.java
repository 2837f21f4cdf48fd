package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.app.Drops;
import io.dropbatch.results.domain.DropAccount;
import io.dropbatch.store.Row;
import io.dropbatch.store.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One row for each submission in its own partition, and an index of all by the time of their triggers' uploads. */
public final class TableDrops implements Drops {

    private static final String KEY = "status";
    private static final String INDEX = "recent";

    private final Rows<DropAccount> accounts;
    private final Rows<Indexed> index;

    /** A line of the index. */
    record Indexed(SubmissionId submission) {}

    TableDrops(Rows<DropAccount> accounts, Rows<Indexed> index) {
        this.accounts = accounts;
        this.index = index;
    }

    @Override
    public Optional<Held> find(SubmissionId submission) {
        return accounts.find(submission.value(), KEY).map(TableDrops::held);
    }

    /** The index comes first: a line without an account is passed over, an account without a line would be lost. */
    @Override
    public Optional<Held> open(DropAccount account) {
        SubmissionId submission = account.status().submission();
        index.put(INDEX, indexKey(account.trigger(), submission), new Indexed(submission));
        return accounts.insert(submission.value(), KEY, account).map(TableDrops::held);
    }

    @Override
    public Optional<Held> replace(Held held, DropAccount next) {
        String partition = next.status().submission().value();
        return accounts.replace(new Row<>(partition, KEY, held.account(), held.version()), next)
                .map(TableDrops::held);
    }

    @Override
    public List<DropAccount> recent(int limit) {
        try (Stream<Row<Indexed>> newest = index.partition(INDEX)) {
            return newest.limit(limit)
                    .flatMap(line -> find(line.value().submission()).stream())
                    .map(Held::account)
                    .toList();
        }
    }

    private static Held held(Row<DropAccount> row) {
        return new Held(row.value(), row.etag());
    }

    private static String indexKey(Trigger trigger, SubmissionId submission) {
        long newestFirst = Long.MAX_VALUE - trigger.uploadedAt().toEpochMilli();
        return String.format(Locale.ROOT, "%019d-%s", newestFirst, submission);
    }
}
