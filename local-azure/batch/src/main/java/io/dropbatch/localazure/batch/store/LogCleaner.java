package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives space back while the log goes on: what is live in the oldest segment is written again at the end, a little at
 * a time, and the segment is dropped. Always the oldest, so that a record of a deletion outlives what it deleted.
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

    /** Begins to clean if it is worthwhile and nobody does. Called under the log's lock. */
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
