package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of the log; positions continue from file to file. Used under the log's lock. */
final class LogSegment {

    private final Path path;
    private final long start;
    // Not a channel: an interrupt of the writing thread would close it.
    private final RandomAccessFile file;
    private long length;
    private long at;

    private LogSegment(Path path, long start, RandomAccessFile file, long length) {
        this.path = path;
        this.start = start;
        this.file = file;
        this.length = length;
        this.at = -1;
    }

    static LogSegment open(Path path, long start) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        return new LogSegment(path, start, file, file.length());
    }

    Path path() {
        return path;
    }

    long start() {
        return start;
    }

    long end() {
        return start + length;
    }

    /** Appends after the last complete write; overwrites a failed one. */
    void append(byte[] bytes) throws IOException {
        if (at != length) {
            file.seek(length);
        }
        at = -1;
        file.write(bytes);
        length += bytes.length;
        at = length;
    }

    byte[] read(long position, int size) throws IOException {
        byte[] bytes = new byte[size];
        at = -1;
        file.seek(position - start);
        file.readFully(bytes);
        return bytes;
    }

    /** Truncates after the last complete record. */
    void truncate(long end) throws IOException {
        length = end - start;
        at = -1;
        file.setLength(length);
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    void close() throws IOException {
        file.close();
    }

    void delete() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
