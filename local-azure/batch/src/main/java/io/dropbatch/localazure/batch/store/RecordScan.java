package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads the records of a file in order, up to the first incomplete one. */
final class RecordScan implements AutoCloseable {

    /** Length and checksum of what follows, then kind and id. */
    static final int HEADER = 4 + 4 + 1 + 8;

    private static final byte DELETED = (byte) 0x80;
    private static final int PREFIX = 8;
    private static final int LARGEST_RECORD = 64 * 1024 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int from;
    private int to;
    private int length;
    private long next;

    RecordScan(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    static ByteBuffer append(ByteBuffer buffer, RecordKey key, boolean deleted, byte[] content) {
        int start = buffer.position();
        byte kind = deleted ? (byte) (key.kind() | DELETED) : key.kind();
        buffer.putInt(HEADER - PREFIX + content.length).putInt(0).put(kind).putLong(key.id());
        buffer.put(content);
        int body = start + PREFIX;
        return buffer.putInt(start + 4, checksum(buffer.array(), body, buffer.position() - body));
    }

    /** Moves to the next complete record; false at the end or at an incomplete one. */
    boolean next() throws IOException {
        from += length;
        length = 0;
        if (!filled(PREFIX)) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(buffer, from, PREFIX);
        int body = head.getInt();
        int expected = head.getInt();
        if (body < HEADER - PREFIX || body > LARGEST_RECORD || !filled(PREFIX + body)) {
            return false;
        }
        if (checksum(buffer, from + PREFIX, body) != expected) {
            return false;
        }
        length = PREFIX + body;
        next += length;
        return true;
    }

    RecordKey key() {
        return new RecordKey(
                (byte) (buffer[from + PREFIX] & ~DELETED),
                ByteBuffer.wrap(buffer).getLong(from + 9));
    }

    boolean deleted() {
        return (buffer[from + PREFIX] & DELETED) != 0;
    }

    /** The record's size with its header. */
    int length() {
        return length;
    }

    /** Where the record begins in the file. */
    long offset() {
        return next - length;
    }

    /** Where the record ends in the file. */
    long end() {
        return next;
    }

    byte[] content() {
        return Arrays.copyOfRange(buffer, from + HEADER, from + length);
    }

    /** The record as it is in the file. */
    byte[] whole() {
        return Arrays.copyOfRange(buffer, from, from + length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean filled(int size) throws IOException {
        if (to - from >= size) {
            return true;
        }
        byte[] target = size > buffer.length ? new byte[Math.max(size, 2 * buffer.length)] : buffer;
        System.arraycopy(buffer, from, target, 0, to - from);
        to -= from;
        from = 0;
        buffer = target;
        to += in.readNBytes(buffer, to, buffer.length - to);
        return to >= size;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
