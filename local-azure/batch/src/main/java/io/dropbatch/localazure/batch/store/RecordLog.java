package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last version of each record, kept in append-only files.
 *
 * <p>A write has reached the operating system when {@link #put} returns, so it survives a crash of this process; an
 * incomplete last record is detected by its checksum and dropped. It is not forced to the disk each time: a power
 * failure may lose the last second. See the module's README for why this is not a journal library.
 */
public final class RecordLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
    private static final int SEGMENT_BYTES = 32 * 1024 * 1024;

    private final SegmentFolder folder;
    private final int segmentBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecordIndex index = new RecordIndex();
    private final TreeMap<Long, LogSegment> segments = new TreeMap<>();
    private final LogCleaner cleaner = new LogCleaner(this);
    private long live;
    private long lastPosition = -1;
    private byte[] lastRead = new byte[0];

    private RecordLog(SegmentFolder folder, int segmentBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
    }

    /** Opens the log of a folder, at its last complete record. */
    public static RecordLog open(Path folder) throws IOException {
        return open(folder, SEGMENT_BYTES);
    }

    static RecordLog open(Path folder, int segmentBytes) throws IOException {
        RecordLog log = new RecordLog(new SegmentFolder(folder), segmentBytes);
        for (LogSegment segment : log.folder.segments()) {
            log.segments.put(segment.start(), segment);
        }
        for (LogSegment segment : log.segments.values()) {
            log.index(segment);
        }
        if (log.segments.isEmpty()) {
            log.begin(0);
        }
        return log;
    }

    public void put(RecordKey key, byte[] content) {
        putAll(List.of(new Entry(key, content)));
    }

    /** Writes several records with one call to the operating system, in their order. */
    public void putAll(List<Entry> entries) {
        write(entries, List.of());
    }

    public void deleteAll(List<RecordKey> keys) {
        write(List.of(), keys);
    }

    /** Writes some records and deletes others with one call to the operating system, in their order. */
    void write(List<Entry> entries, List<RecordKey> deleted) {
        int size = RecordScan.HEADER * deleted.size();
        for (Entry entry : entries) {
            size += RecordScan.HEADER + entry.content().length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (Entry entry : entries) {
            RecordScan.append(buffer, entry.key(), false, entry.content());
        }
        for (RecordKey key : deleted) {
            RecordScan.append(buffer, key, true, new byte[0]);
        }
        locked(() -> {
            long position = write(buffer.array());
            for (Entry entry : entries) {
                int length = RecordScan.HEADER + entry.content().length;
                live += length - index.put(entry.key(), position, length);
                position += length;
            }
            for (RecordKey key : deleted) {
                live -= index.remove(key);
            }
        });
    }

    /** The last version of a record, or null when there is none. */
    public byte @Nullable [] read(RecordKey key) {
        lock.lock();
        try {
            int length = index.length(key);
            if (length == 0) {
                return null;
            }
            long position = index.position(key);
            // A task's record is read a few times when it starts.
            if (position != lastPosition) {
                LogSegment segment = segments.floorEntry(position).getValue();
                lastRead = segment.read(position + RecordScan.HEADER, length - RecordScan.HEADER);
                lastPosition = position;
            }
            return lastRead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Every live record, oldest write first; for use before the first write. */
    public void readAll(Reader reader) {
        readAll(kind -> true, reader);
    }

    /** Every live record of the wanted kinds, oldest write first. */
    void readAll(IntPredicate kinds, Reader reader) {
        locked(() -> {
            for (LogSegment segment : segments.values()) {
                try (RecordScan scan = new RecordScan(segment.path())) {
                    while (scan.next()) {
                        RecordKey key = scan.key();
                        if (kinds.test(key.kind()) && index.isAt(key, segment.start() + scan.offset())) {
                            reader.record(key, scan.content());
                        }
                    }
                }
            }
        });
    }

    @Override
    public void close() {
        cleaner.close();
        locked(() -> {
            for (LogSegment segment : segments.values()) {
                segment.close();
            }
        });
    }

    /** The oldest segment, when most of the log is not live; it is never the one being written. */
    @Nullable
    LogSegment oldestWorthCleaning(int timesTheLive) throws IOException {
        lock.lock();
        try {
            long size = newest().end() - segments.firstKey();
            if (size < 2L * segmentBytes || size < timesTheLive * live) {
                return null;
            }
            if (segments.size() == 1) {
                begin(newest().end());
            }
            return segments.firstEntry().getValue();
        } finally {
            lock.unlock();
        }
    }

    /** Writes the records again that are still live at the position where they were read. */
    void renew(List<Copy> copies) {
        locked(() -> {
            List<Copy> wanted = copies.stream()
                    .filter(copy -> index.isAt(copy.key(), copy.position()))
                    .toList();
            int size = wanted.stream().mapToInt(copy -> copy.record().length).sum();
            ByteBuffer buffer = ByteBuffer.allocate(size);
            wanted.forEach(copy -> buffer.put(copy.record()));
            long position = write(buffer.array());
            for (Copy copy : wanted) {
                index.put(copy.key(), position, copy.record().length);
                position += copy.record().length;
            }
        });
    }

    /** Deletes a segment without live records, after the copies are on disk. */
    void drop(LogSegment segment) throws IOException {
        List<LogSegment> others;
        lock.lock();
        try {
            others = List.copyOf(segments.tailMap(segment.start(), false).values());
        } finally {
            lock.unlock();
        }
        for (LogSegment other : others) {
            other.force();
        }
        locked(() -> {
            segments.remove(segment.start());
            segment.delete();
        });
    }

    private void index(LogSegment segment) throws IOException {
        long end = segment.start();
        try (RecordScan scan = new RecordScan(segment.path())) {
            while (scan.next()) {
                RecordKey key = scan.key();
                live -= scan.deleted()
                        ? index.remove(key)
                        : index.put(key, segment.start() + scan.offset(), scan.length()) - scan.length();
                end = segment.start() + scan.end();
            }
        }
        if (end < segment.end()) {
            LOG.atWarn()
                    .addKeyValue("bytes", segment.end() - end)
                    .log("Dropped an unfinished record at the end of the log");
            if (segment == newest()) {
                segment.truncate(end);
            }
        }
    }

    /** Appends to the newest segment; returns the position. */
    private long write(byte[] bytes) throws IOException {
        if (newest().end() - newest().start() >= segmentBytes) {
            begin(newest().end());
            cleaner.look();
        }
        long position = newest().end();
        newest().append(bytes);
        return position;
    }

    private LogSegment newest() {
        return segments.lastEntry().getValue();
    }

    private void begin(long start) throws IOException {
        segments.put(start, folder.begin(start));
    }

    private void locked(Work work) {
        lock.lock();
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** One record to write. */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    public record Entry(RecordKey key, byte[] content) {}

    /** A record as it was found in a segment. */
    @SuppressWarnings("ArrayRecordComponent")
    record Copy(RecordKey key, long position, byte[] record) {}

    /** Receives the records while a log is read. */
    @FunctionalInterface
    public interface Reader {
        void record(RecordKey key, byte[] content);
    }

    private interface Work {
        void run() throws IOException;
    }
}
