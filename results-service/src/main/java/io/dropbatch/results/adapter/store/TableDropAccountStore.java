package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.store.PartitionRounds;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one row for each submission in its own partition, an index of all by the upload time of their triggers, and an
 * index of those without an outcome.
 */
public final class TableDropAccountStore implements DropAccountStore {

    private static final String KEY = "status";
    private static final String INDEX = "recent";
    private static final String OPEN = "open";
    private static final int AT_A_TIME = 500;
    private static final int FEW = 100;
    private static final int MOST_COUNTED = 10_000;

    private final RowStore<DropRow> accounts;
    private final RowStore<DropIndexRow> index;
    private final PartitionRounds<DropIndexRow> open;
    private final PartitionRounds<DropIndexRow> fewOpen;

    TableDropAccountStore(RowStore<DropRow> accounts, RowStore<DropIndexRow> index) {
        this.accounts = accounts;
        this.index = index;
        this.open = new PartitionRounds<>(index, OPEN, AT_A_TIME);
        this.fewOpen = new PartitionRounds<>(index, OPEN, FEW);
    }

    @Override
    public Optional<Held> find(SubmissionId submission) {
        return accounts.find(submission.value(), KEY).map(TableDropAccountStore::held);
    }

    /**
     * Writes the index first: an index row without an account is skipped, an account without an index row would be
     * lost.
     */
    @Override
    public Optional<Held> open(DropAccount account) {
        SubmissionId submission = account.status().submission();
        index.put(INDEX, indexKey(account.trigger(), submission), new DropIndexRow(submission, null));
        if (!account.status().state().isFinal()) {
            index.put(OPEN, submission.value(), new DropIndexRow(submission, account.acceptedAt()));
        }
        return accounts.insert(submission.value(), KEY, DropRow.of(account)).map(TableDropAccountStore::held);
    }

    @Override
    public Optional<Held> replace(Held held, DropAccount next) {
        String partition = next.status().submission().value();
        boolean reopened = held.account().status().state().isFinal()
                && !next.status().state().isFinal();
        if (reopened) {
            // Comes first: a row without an open account is skipped, an account without a row would be lost.
            index.put(OPEN, partition, new DropIndexRow(next.status().submission(), next.acceptedAt()));
        }
        VersionedRow<DropRow> before = new VersionedRow<>(partition, KEY, DropRow.of(held.account()), held.version());
        Optional<Held> after = accounts.replace(before, DropRow.of(next)).map(TableDropAccountStore::held);
        if (after.isPresent()) {
            keepOpenIndex(held.account(), next);
        }
        return after;
    }

    private void keepOpenIndex(DropAccount before, DropAccount next) {
        SubmissionId submission = next.status().submission();
        boolean reopened = before.status().state().isFinal();
        if (next.status().state().isFinal()) {
            index.delete(OPEN, submission.value());
        } else if (reopened || (next.acceptedAt() != null && before.acceptedAt() == null)) {
            index.put(OPEN, submission.value(), new DropIndexRow(submission, next.acceptedAt()));
        }
    }

    @Override
    public OpenDrops countOpen() {
        try (Stream<VersionedRow<DropIndexRow>> rows = index.partition(OPEN)) {
            return OpenDrops.of(rows.limit(MOST_COUNTED)
                    .flatMap(row -> Stream.ofNullable(row.value().acceptedAt())));
        }
    }

    @Override
    public List<DropAccount> fewOpen() {
        return accountsOf(fewOpen);
    }

    @Override
    public List<DropAccount> someOpen() {
        return accountsOf(open);
    }

    private List<DropAccount> accountsOf(PartitionRounds<DropIndexRow> rounds) {
        return rounds.next().stream()
                .flatMap(line -> find(line.value().submission()).stream())
                .map(Held::account)
                .filter(this::isOpen)
                .toList();
    }

    /** An index row whose submission has ended is left over from a crash. */
    private boolean isOpen(DropAccount account) {
        boolean ended = account.status().state().isFinal();
        if (ended) {
            index.delete(OPEN, account.status().submission().value());
        }
        return !ended;
    }

    @Override
    public List<DropAccount> someEnded(Instant uploadedBefore) {
        // A key of exactly this time continues with "-", which sorts before "~".
        try (Stream<VersionedRow<DropIndexRow>> older = index.partition(INDEX, timeKey(uploadedBefore) + "~")) {
            return older.limit(AT_A_TIME)
                    .flatMap(line -> accountOf(line).stream())
                    .filter(account -> account.status().state().isFinal())
                    .toList();
        }
    }

    /** An index row without an account is left over from a crash. */
    private Optional<DropAccount> accountOf(VersionedRow<DropIndexRow> line) {
        Optional<DropAccount> account = find(line.value().submission()).map(Held::account);
        if (account.isEmpty()) {
            index.delete(INDEX, line.key());
        }
        return account;
    }

    /** Deletes the index row last: while it exists, the account is found again. */
    @Override
    public void forget(DropAccount account) {
        SubmissionId submission = account.status().submission();
        accounts.delete(submission.value(), KEY);
        index.delete(INDEX, indexKey(account.trigger(), submission));
    }

    @Override
    public Stream<Listed> newest(@Nullable String after) {
        Stream<VersionedRow<DropIndexRow>> lines =
                after == null ? index.partition(INDEX) : index.partition(INDEX, after);
        return lines.map(line -> new Listed(line.key(), line.value().submission()));
    }

    private static Held held(VersionedRow<DropRow> row) {
        return new Held(row.value().toAccount(), row.etag());
    }

    private static String indexKey(DropTrigger trigger, SubmissionId submission) {
        return timeKey(trigger.uploadedAt()) + "-" + submission;
    }

    /** The newest first. */
    private static String timeKey(Instant time) {
        return String.format(Locale.ROOT, "%019d", Long.MAX_VALUE - time.toEpochMilli());
    }
}
