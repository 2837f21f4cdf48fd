package io.dropbatch.results.adapter.store;

import io.dropbatch.store.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Buffers content of any length: in memory while it is small, then in a temporary file. Nothing is uploaded before it
 * is complete; closing discards it.
 */
final class SpooledContent implements AutoCloseable {

    private static final int IN_MEMORY = 1 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final OutputStream content = new Content();
    private @Nullable Path file;
    private @Nullable OutputStream disk;

    /** The stream that fills the buffer. A writer may close it, as many do: that discards nothing. */
    OutputStream content() {
        return content;
    }

    private final class Content extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (disk == null && memory.size() + length > IN_MEMORY) {
                file = Files.createTempFile("dropbatch-", ".spool");
                disk = Files.newOutputStream(file);
                memory.writeTo(disk);
                memory.reset();
            }
            if (disk == null) {
                memory.write(bytes, from, length);
            } else {
                disk.write(bytes, from, length);
            }
        }
    }

    /** Writes the whole content to a blob. */
    void upload(BlobStore blobs, String path, String contentType) {
        Path spooled = file;
        if (spooled == null) {
            blobs.write(path, memory.toByteArray(), contentType);
            return;
        }
        closeDisk();
        blobs.stream(path, contentType, out -> Files.copy(spooled, out));
    }

    @Override
    public void close() {
        closeDisk();
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeDisk() {
        try {
            if (disk != null) {
                disk.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
