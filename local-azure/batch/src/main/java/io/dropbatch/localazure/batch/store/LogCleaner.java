package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees disk space while the log is in use: it copies the live records of the oldest segment to the end, a few at a
 * time, and deletes the segment. It always takes the oldest, so that a deletion record outlives the record that it
 * deletes.
 */
final class LogCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);
    private static final int BYTES_AT_ONCE = 128 * 1024;
    private static final int BEGIN_AT = 3;
    private static final int REST_AT = 2;

    private final RecordLog log;
    private volatile @Nullable Thread worker;
    private volatile boolean closed;

    LogCleaner(RecordLog log) {
        this.log = log;
    }

    /** Starts cleaning if it is worthwhile and not yet running. Called under the log's lock. */
    void look() {
        Thread running = worker;
        if (closed || (running != null && running.isAlive())) {
            return;
        }
        worker = Thread.ofPlatform().daemon().name("batch-log-cleaner").start(this::clean);
    }

    void close() {
        closed = true;
        Thread running = worker;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void clean() {
        try {
            LogSegment oldest = log.oldestWorthCleaning(BEGIN_AT);
            while (oldest != null && !closed) {
                renew(oldest);
                if (!closed) {
                    log.drop(oldest);
                }
                oldest = log.oldestWorthCleaning(REST_AT);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().setCause(e).log("The log could not be cleaned; it goes on growing");
        }
    }

    private void renew(LogSegment segment) throws IOException {
        try (RecordScan scan = new RecordScan(segment.path())) {
            boolean more = true;
            while (more && !closed) {
                more = renewSome(scan, segment.start());
            }
        }
    }

    private boolean renewSome(RecordScan scan, long start) throws IOException {
        List<RecordLog.Copy> copies = new ArrayList<>();
        int bytes = 0;
        while (bytes < BYTES_AT_ONCE && scan.next()) {
            if (!scan.deleted()) {
                copies.add(new RecordLog.Copy(scan.key(), start + scan.offset(), scan.whole()));
            }
            bytes += scan.length();
        }
        log.renew(copies);
        return bytes > 0;
    }
}
