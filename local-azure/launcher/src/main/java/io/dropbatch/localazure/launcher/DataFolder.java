package io.dropbatch.localazure.launcher;

import io.dropbatch.localazure.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The data folder of one local Azure; no other process uses it while it runs. */
final class DataFolder implements AutoCloseable {

    private static final int KEY_BYTES = 64;

    private final Path path;
    private final FolderLock lock;

    private DataFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Refuses a folder that another process uses. */
    static DataFolder take(Path path) {
        try {
            FolderLock lock = FolderLock.take(path, "lock")
                    .orElseThrow(() -> new LocalAzureException("another local Azure uses " + path));
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path, e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The Batch account's key: random, and the same at every start. */
    String batchKey() {
        Path file = path.resolve("batch-key");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            byte[] bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            String key = Base64.getEncoder().encodeToString(bytes);
            PrivateFile.write(file, key);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
