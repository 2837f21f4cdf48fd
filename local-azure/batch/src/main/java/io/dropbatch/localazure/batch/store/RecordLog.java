package io.dropbatch.localazure.batch.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last version of each record, kept in an append-only file.
 *
 * <p>A write has reached the operating system when {@link #put} returns, so it survives the death of this process at
 * any moment; a torn last record is recognised by its checksum and dropped. It is not forced to the disk each time: a
 * power cut on a developer's machine may cost the last second. See the module's README for why this is not a journal
 * library.
 */
public final class RecordLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordLog.class);
    private static final String PREFIX = "records-";
    private static final String SUFFIX = ".log";
    private static final int HEADER = 4 + 4 + 1 + 8;
    private static final int LARGEST_RECORD = 64 * 1024 * 1024;
    private static final byte DELETED = (byte) 0x80;
    private static final long COMPACT_ABOVE_BYTES = 32L * 1024 * 1024;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RecordKey, Place> places = new HashMap<>();
    // Not a channel: an interrupt of the writing thread would close one.
    private RandomAccessFile file;
    private long generation;
    private long end;
    private long live;

    private RecordLog(Path folder, RandomAccessFile file, long generation) {
        this.folder = folder;
        this.file = file;
        this.generation = generation;
    }

    /** Opens the log of a folder, at its last whole record. */
    public static RecordLog open(Path folder) throws IOException {
        Files.createDirectories(folder);
        long newest = 0;
        for (Path file : files(folder)) {
            newest = Math.max(newest, generation(file));
        }
        for (Path file : files(folder)) {
            if (generation(file) < newest || file.toString().endsWith(".tmp")) {
                Files.delete(file);
            }
        }
        Path current = folder.resolve(PREFIX + newest + SUFFIX);
        RecordLog log = new RecordLog(folder, open(current, false), newest);
        log.index(current);
        return log;
    }

    public void put(RecordKey key, byte[] content) {
        putAll(List.of(new Entry(key, content)));
    }

    /** Writes several records with one call to the operating system, in their order. */
    public void putAll(List<Entry> entries) {
        locked(() -> {
            int size = 0;
            for (Entry entry : entries) {
                size += HEADER + entry.content().length;
            }
            ByteBuffer buffer = ByteBuffer.allocate(size);
            for (Entry entry : entries) {
                append(buffer, entry.key(), entry.key().kind(), entry.content());
            }
            long start = end;
            write(buffer.array());
            for (Entry entry : entries) {
                int length = HEADER + entry.content().length;
                remember(entry.key(), new Place(start, length));
                start += length;
            }
            compactIfWorthwhile();
        });
    }

    public void deleteAll(List<RecordKey> keys) {
        locked(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(HEADER * keys.size());
            for (RecordKey key : keys) {
                append(buffer, key, (byte) (key.kind() | DELETED), new byte[0]);
            }
            write(buffer.array());
            keys.forEach(this::forget);
            compactIfWorthwhile();
        });
    }

    /** Every live record, oldest write first. */
    public void readAll(Reader reader) {
        locked(() -> {
            for (Map.Entry<RecordKey, Place> entry : inOrder()) {
                Place place = entry.getValue();
                reader.record(entry.getKey(), read(place.offset() + HEADER, place.length() - HEADER));
            }
        });
    }

    @Override
    public void close() {
        locked(() -> file.close());
    }

    private void index(Path current) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(current), 1 << 16))) {
            boolean more = true;
            while (more) {
                more = next(in);
            }
        } catch (EOFException e) {
            LOG.debug("Reached the end of the log");
        }
        if (end < file.length()) {
            LOG.atWarn()
                    .addKeyValue("bytes", file.length() - end)
                    .log("Dropped an unfinished record at the end of the log");
            file.setLength(end);
        }
    }

    /** Notes the next whole record; returns whether there was one. */
    private boolean next(DataInputStream in) throws IOException {
        int length = in.readInt();
        int expected = in.readInt();
        if (length < 9 || length > LARGEST_RECORD) {
            return false;
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length || checksum(ByteBuffer.wrap(body)) != expected) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(body);
        byte kind = head.get();
        RecordKey key = new RecordKey((byte) (kind & ~DELETED), head.getLong());
        if ((kind & DELETED) != 0) {
            forget(key);
        } else {
            remember(key, new Place(end, length + 8));
        }
        end += length + 8L;
        return true;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static RandomAccessFile open(Path path, boolean empty) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        if (empty) {
            file.setLength(0);
        }
        return file;
    }

    private static void append(ByteBuffer buffer, RecordKey key, byte kind, byte[] content) {
        int start = buffer.position();
        buffer.putInt(9 + content.length).putInt(0).put(kind).putLong(key.id()).put(content);
        buffer.putInt(start + 4, checksum(buffer.slice(start + 8, 9 + content.length)));
    }

    private void write(byte[] bytes) throws IOException {
        file.seek(end);
        file.write(bytes);
        end += bytes.length;
    }

    private byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }

    private void remember(RecordKey key, Place place) {
        Place former = places.put(key, place);
        live += place.length() - (former == null ? 0 : former.length());
    }

    private void forget(RecordKey key) {
        Place former = places.remove(key);
        live -= former == null ? 0 : former.length();
    }

    private void compactIfWorthwhile() throws IOException {
        if (end < COMPACT_ABOVE_BYTES || end < 4 * live) {
            return;
        }
        long next = generation + 1;
        Path draft = folder.resolve(PREFIX + next + SUFFIX + ".tmp");
        RandomAccessFile compacted = open(draft, true);
        Map<RecordKey, Place> moved = new HashMap<>();
        long at = 0;
        for (Map.Entry<RecordKey, Place> entry : inOrder()) {
            Place place = entry.getValue();
            compacted.write(read(place.offset(), place.length()));
            moved.put(entry.getKey(), new Place(at, place.length()));
            at += place.length();
        }
        compacted.getFD().sync();
        Files.move(draft, folder.resolve(PREFIX + next + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        file.close();
        Files.deleteIfExists(folder.resolve(PREFIX + generation + SUFFIX));
        file = compacted;
        generation = next;
        places.clear();
        places.putAll(moved);
        end = at;
        live = at;
    }

    private List<Map.Entry<RecordKey, Place>> inOrder() {
        List<Map.Entry<RecordKey, Place>> entries = new ArrayList<>(places.entrySet());
        entries.sort(Comparator.comparingLong(entry -> entry.getValue().offset()));
        return entries;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    private static long generation(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX)
                ? Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                : -1;
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

    /** Takes the records of a log that is read. */
    @FunctionalInterface
    public interface Reader {
        void record(RecordKey key, byte[] content);
    }

    private record Place(long offset, int length) {}

    private interface Work {
        void run() throws IOException;
    }
}
