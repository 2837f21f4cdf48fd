package io.dropbatch.localazure.servicebus.store;

import io.dropbatch.localazure.files.FolderLock;
import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores records in an append-only journal; concurrent writes share one fdatasync. */
public final class JournalLog implements MessageLog {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLog.class);
    private static final int FILE_BYTES = 10 * 1024 * 1024;
    /** The buffer limits the size of a record: it must be larger than the largest message. */
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    private static final int GROUP_COMMIT_NANOS = 500_000;
    private static final int MIN_FILES = 2;
    private static final int POOLED_FILES = 4;
    private static final int COMPACT_MIN_FILES = 6;
    private static final int COMPACT_PERCENTAGE = 30;
    private static final int FILE_OPEN_SECONDS = 5;
    private static final int NIO_MAX_IO = 1;
    /** The journal appends, opens files and compacts, each on one thread at a time. */
    private static final int THREADS = 3;

    private static final int STOP_SECONDS = 10;

    private final FolderLock lock;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, JournalLog::daemon);
    private final NIOSequentialFileFactory files;
    private final JournalImpl journal;
    private final AtomicLong ids = new AtomicLong();
    private final JournalReplay journalReplay = new JournalReplay();
    private volatile boolean broken;

    private JournalLog(Path folder) {
        this.lock = lock(folder);
        this.files = new NIOSequentialFileFactory(
                folder.toFile(), true, BUFFER_BYTES, GROUP_COMMIT_NANOS, NIO_MAX_IO, false);
        files.setDatasync(true);
        this.journal = new JournalImpl(
                new OrderedExecutorFactory(threads),
                FILE_BYTES,
                MIN_FILES,
                POOLED_FILES,
                COMPACT_MIN_FILES,
                COMPACT_PERCENTAGE,
                FILE_OPEN_SECONDS,
                files,
                "bus",
                "journal",
                NIO_MAX_IO,
                0,
                this::onCriticalError,
                0);
    }

    /** Opens the journal in this folder, or creates it. */
    public static JournalLog open(Path folder) {
        JournalLog opened = new JournalLog(folder);
        try {
            opened.load();
            return opened;
        } catch (Exception e) {
            opened.lock.close();
            opened.threads.shutdownNow();
            throw new JournalException("The journal cannot be opened: " + folder, e);
        }
    }

    private static FolderLock lock(Path folder) {
        try {
            return FolderLock.take(folder, "broker.lock")
                    .orElseThrow(() -> new JournalException("Another broker uses the folder " + folder));
        } catch (IOException e) {
            throw new JournalException("The folder cannot be used: " + folder, e);
        }
    }

    private void load() throws Exception {
        journal.start();
        journal.load(journalReplay);
        // Numbers start at the clock, which is ahead of every earlier run, so numbers of removed records are not reused
        // either.
        ids.set(Math.max(journalReplay.highestId(), System.currentTimeMillis() << 10));
    }

    @Override
    public long newRecordId() {
        return ids.incrementAndGet();
    }

    @Override
    public void restore(Consumer<LogRecord> reader) {
        journalReplay.records().forEach(reader);
        journalReplay.records().clear();
    }

    @Override
    public CompletableFuture<Void> write(List<LogChange> changes) {
        WriteDurability durability = new WriteDurability();
        try {
            requireWorking();
            if (changes.size() == 1) {
                append(changes.getFirst(), durability);
            } else {
                appendTogether(changes, durability);
            }
        } catch (Exception e) {
            durability.completeExceptionally(e);
        }
        return durability;
    }

    @Override
    public void writeBehind(LogChange change) {
        try {
            requireWorking();
            append(change, null);
        } catch (Exception e) {
            LOG.atError().setCause(e).log("The journal did not take a change");
        }
    }

    private void append(LogChange change, @Nullable WriteDurability durability) throws Exception {
        boolean sync = durability != null;
        switch (change) {
            case LogChange.Add(LogRecord entry) ->
                journal.appendAddRecord(
                        entry.recordId(),
                        RecordCodec.type(entry),
                        BytesPersister.INSTANCE,
                        RecordCodec.encode(entry),
                        sync,
                        durability);
            case LogChange.Replace(LogRecord entry) ->
                update(entry.recordId(), RecordCodec.type(entry), RecordCodec.encode(entry), durability);
            case LogChange.Recount recount ->
                update(recount.recordId(), RecordCodec.RECOUNT, RecordCodec.encode(recount), durability);
            case LogChange.Remove(long recordId) ->
                journal.tryAppendDeleteRecord(recordId, sync, JournalLog::expectKnown, durability);
        }
    }

    private void update(long recordId, byte type, byte[] data, @Nullable WriteDurability durability) throws Exception {
        journal.tryAppendUpdateRecord(
                recordId,
                type,
                BytesPersister.INSTANCE,
                data,
                durability != null,
                false,
                JournalLog::expectKnown,
                durability);
    }

    /**
     * The variants of the journal's calls without this callback wait for the appending thread, which may itself wait
     * for a lock of the caller.
     */
    private static void expectKnown(long recordId, boolean known) {
        if (!known) {
            LOG.atError()
                    .addKeyValue("recordId", recordId)
                    .log("The journal does not know a record that was to be changed");
        }
    }

    private void appendTogether(List<LogChange> changes, WriteDurability durability) throws Exception {
        long transaction = newRecordId();
        for (LogChange change : changes) {
            append(transaction, change);
        }
        journal.appendCommitRecord(transaction, true, durability, true);
    }

    private void append(long transaction, LogChange change) throws Exception {
        switch (change) {
            case LogChange.Add(LogRecord entry) ->
                journal.appendAddRecordTransactional(
                        transaction,
                        entry.recordId(),
                        RecordCodec.type(entry),
                        BytesPersister.INSTANCE,
                        RecordCodec.encode(entry));
            case LogChange.Replace(LogRecord entry) ->
                journal.appendUpdateRecordTransactional(
                        transaction,
                        entry.recordId(),
                        RecordCodec.type(entry),
                        BytesPersister.INSTANCE,
                        RecordCodec.encode(entry));
            case LogChange.Recount recount ->
                journal.appendUpdateRecordTransactional(
                        transaction,
                        recount.recordId(),
                        RecordCodec.RECOUNT,
                        BytesPersister.INSTANCE,
                        RecordCodec.encode(recount));
            case LogChange.Remove(long recordId) -> journal.appendDeleteRecordTransactional(transaction, recordId);
        }
    }

    private void requireWorking() {
        if (broken) {
            throw new JournalException("The journal failed earlier; the broker must be restarted");
        }
    }

    private void onCriticalError(Throwable cause, String message, String file) {
        broken = true;
        LOG.atError()
                .addKeyValue("explanation", message)
                .addKeyValue("file", file)
                .setCause(cause)
                .log("The journal failed; nothing more is accepted");
    }

    @Override
    public void close() {
        try {
            journal.stop();
            threads.shutdown();
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("The journal did not stop cleanly");
        } finally {
            lock.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "service-bus-journal");
        thread.setDaemon(true);
        return thread;
    }
}
