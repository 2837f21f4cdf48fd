package io.dropbatch.localazure.batch.node.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A part of a file as a stream. */
final class FileSlice extends InputStream {

    private final RandomAccessFile file;
    private long left;

    FileSlice(Path path, long offset, long length) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        file.seek(offset);
        left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = file.read(buffer, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
