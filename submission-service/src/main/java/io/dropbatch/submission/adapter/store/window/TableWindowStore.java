package io.dropbatch.submission.adapter.store.window;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.VersionedRow;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a row for each file that waits, in the partition of its workload and in the order of upload, and a row for each
 * try of a file that was decided about, in its own partition.
 */
public final class TableWindowStore implements WindowStore {

    private static final int TRIES = 20;
    private static final String WAITING = "files/";
    private static final String WINDOWS = "windows/";
    private static final String DECISION = "file";
    private static final String OPEN = "open";
    private static final String SWEPT = "swept";

    private final RowStore<WaitingFileRow> waiting;
    private final RowStore<FileDecisionRow> decisions;
    private final RowStore<OpenWindowRow> windows;
    private final RowStore<SweepMarkRow> marks;

    public TableWindowStore(
            RowStore<WaitingFileRow> waiting,
            RowStore<FileDecisionRow> decisions,
            RowStore<OpenWindowRow> windows,
            RowStore<SweepMarkRow> marks) {
        this.waiting = waiting;
        this.decisions = decisions;
        this.windows = windows;
        this.marks = marks;
    }

    public static TableWindowStore of(StorageAccount account, String table) {
        return new TableWindowStore(
                account.rows(table, WaitingFileRow.class),
                account.rows(table, FileDecisionRow.class),
                account.rows(table, OpenWindowRow.class),
                account.rows(table, SweepMarkRow.class));
    }

    @Override
    public Optional<FileDecision> decision(SubmissionId file, @Nullable JobId failedJob) {
        return decisions
                .find(file.value(), DECISION + suffix(failedJob))
                .map(row -> row.value().toDecision());
    }

    @Override
    public FileDecision decide(SubmissionId file, @Nullable JobId failedJob, FileDecision proposed) {
        return decisions
                .insert(file.value(), DECISION + suffix(failedJob), FileDecisionRow.of(proposed))
                .map(row -> row.value().toDecision())
                .or(() -> decision(file, failedJob))
                .orElseThrow(() -> new IllegalStateException("a decision vanished: " + file));
    }

    @Override
    public Optional<WaitingFile> findWaiting(SeenBlob blob, @Nullable JobId failedJob) {
        return waiting.find(partitionOf(blob), keyOf(blob, failedJob))
                .map(row -> row.value().toWaitingFile());
    }

    @Override
    public WaitingFile join(WaitingFile file) {
        SeenBlob blob = file.blob();
        return waiting.insert(partitionOf(blob), keyOf(blob, file.failedJob()), WaitingFileRow.of(file))
                .map(row -> row.value().toWaitingFile())
                .or(() -> findWaiting(blob, file.failedJob()))
                .orElse(file);
    }

    @Override
    public void cancel(SeenBlob blob, @Nullable JobId failedJob, CancelRequest request) {
        String partition = partitionOf(blob);
        String key = keyOf(blob, failedJob);
        WaitingFile arriving = new WaitingFile(blob, request.at(), failedJob, request);
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<VersionedRow<WaitingFileRow>> row = waiting.find(partition, key);
            boolean marked = row.isEmpty()
                    ? waiting.insert(partition, key, WaitingFileRow.of(arriving))
                            .isPresent()
                    : mark(row.get(), request);
            if (marked) {
                return;
            }
        }
        throw new IllegalStateException("the row of a file that waits is written by too many at once");
    }

    private boolean mark(VersionedRow<WaitingFileRow> row, CancelRequest request) {
        WaitingFile before = row.value().toWaitingFile();
        return before.isCancelled()
                || waiting.replace(row, WaitingFileRow.of(before.cancelled(request)))
                        .isPresent();
    }

    @Override
    public List<WaitingFile> waiting(String folder, int most) {
        try (Stream<VersionedRow<WaitingFileRow>> rows = waiting.partition(WAITING + folder)) {
            return rows.limit(most).map(row -> row.value().toWaitingFile()).toList();
        }
    }

    @Override
    public void leave(WaitingFile file) {
        waiting.delete(partitionOf(file.blob()), keyOf(file.blob(), file.failedJob()));
    }

    @Override
    public int openWindow(String folder) {
        return windows.find(WINDOWS + folder, OPEN)
                .map(row -> row.value().number())
                .orElse(1);
    }

    @Override
    public void openNext(String folder, int before) {
        Optional<VersionedRow<OpenWindowRow>> row = windows.find(WINDOWS + folder, OPEN);
        OpenWindowRow next = new OpenWindowRow(before + 1);
        if (row.isEmpty()) {
            windows.insert(WINDOWS + folder, OPEN, next);
        } else if (row.get().value().number() == before) {
            windows.replace(row.get(), next);
        }
    }

    @Override
    public Instant sweptUntil(String folder) {
        return marks.find(WINDOWS + folder, SWEPT)
                .map(row -> row.value().until())
                .orElse(Instant.EPOCH);
    }

    @Override
    public void swept(String folder, Instant until) {
        marks.put(WINDOWS + folder, SWEPT, new SweepMarkRow(until));
    }

    private static String partitionOf(SeenBlob blob) {
        return WAITING + blob.path().substring(0, blob.path().indexOf('/'));
    }

    /** The time of upload, and what tells versions and tries apart that were uploaded at the same time. */
    private static String keyOf(SeenBlob blob, @Nullable JobId failedJob) {
        SubmissionId id = SubmissionId.of("file", "", blob.path(), blob.etag());
        return String.format(Locale.ROOT, "%015d-%s", blob.modifiedAt().toEpochMilli(), id) + suffix(failedJob);
    }

    /** A first try has the key that it always had. */
    private static String suffix(@Nullable JobId failedJob) {
        return failedJob == null ? "" : "-after-" + failedJob;
    }
}
