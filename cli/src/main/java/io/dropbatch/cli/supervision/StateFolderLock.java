package io.dropbatch.cli.supervision;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps other processes from running a system in a state folder, or from clearing it, while the lock is open. */
public final class StateFolderLock implements AutoCloseable {

    private final StateFolder state;
    private final FileChannel file;

    private StateFolderLock(StateFolder state, FileChannel file) {
        this.state = state;
        this.file = file;
    }

    /** Takes the lock; empty if another process has it. */
    public static Optional<StateFolderLock> take(StateFolder state) {
        try {
            FileChannel file = FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file)) {
                return Optional.of(new StateFolderLock(state, file));
            }
            file.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new CliException("cannot use the state folder " + state.path() + ": " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new CliException("cannot release " + state.lock() + ": " + e.getMessage(), e);
        }
    }
}
