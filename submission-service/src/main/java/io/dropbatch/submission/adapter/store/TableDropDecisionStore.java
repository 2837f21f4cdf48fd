package io.dropbatch.submission.adapter.store;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.domain.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Keeps decisions, waiting drops and known triggers as three kinds of rows in one table. */
public final class TableDropDecisionStore implements DropDecisionStore {

    private static final String DECISION = "decision";
    private static final String WAITING = "waiting";
    private static final String TRIGGERS = "triggers/";

    private final RowStore<DropDecisionRow> decisions;
    private final RowStore<WaitingDropRow> waiting;
    private final RowStore<TriggerRow> triggers;

    public TableDropDecisionStore(
            RowStore<DropDecisionRow> decisions, RowStore<WaitingDropRow> waiting, RowStore<TriggerRow> triggers) {
        this.decisions = decisions;
        this.waiting = waiting;
        this.triggers = triggers;
    }

    @Override
    public Optional<Entry> find(SubmissionId submission) {
        return decisions
                .find(submission.value(), DECISION)
                .map(row -> new Entry(row.value().toSubmission(), row.etag()));
    }

    @Override
    public boolean insert(Submission submission) {
        return decisions
                .insert(submission.trigger().submission().value(), DECISION, DropDecisionRow.of(submission))
                .isPresent();
    }

    @Override
    public boolean replace(Entry before, Submission after) {
        String partition = after.trigger().submission().value();
        VersionedRow<DropDecisionRow> row =
                new VersionedRow<>(partition, DECISION, DropDecisionRow.of(before.submission()), before.version());
        return decisions.replace(row, DropDecisionRow.of(after)).isPresent();
    }

    @Override
    public List<WaitingDrop> waiting() {
        try (Stream<VersionedRow<WaitingDropRow>> rows = waiting.partition(WAITING)) {
            return rows.map(row -> row.value().toWaitingDrop()).toList();
        }
    }

    @Override
    public void startWaiting(WaitingDrop drop) {
        waiting.put(WAITING, drop.submission().value(), WaitingDropRow.of(drop));
    }

    @Override
    public void stopWaiting(SubmissionId submission) {
        waiting.delete(WAITING, submission.value());
    }

    @Override
    public List<SeenBlob> knownTriggers(String folder, Predicate<String> wanted) {
        try (Stream<VersionedRow<TriggerRow>> rows = triggers.partition(partitionOf(folder))) {
            return rows.map(row -> row.value().toBlob())
                    .filter(trigger -> trigger.path().startsWith(folder + "/") && wanted.test(trigger.path()))
                    .toList();
        }
    }

    @Override
    public Optional<SeenBlob> knownTrigger(String path) {
        return triggers.find(partitionOf(folderOf(path)), keyOf(path))
                .map(row -> row.value().toBlob());
    }

    @Override
    public void rememberTrigger(SeenBlob trigger) {
        triggers.put(partitionOf(folderOf(trigger.path())), keyOf(trigger.path()), TriggerRow.of(trigger));
    }

    private static String folderOf(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private static String partitionOf(String folder) {
        return TRIGGERS + (WorkloadName.isLegal(folder) ? folder : "");
    }

    /** A hash, since paths may be longer than keys. */
    private static String keyOf(String path) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
