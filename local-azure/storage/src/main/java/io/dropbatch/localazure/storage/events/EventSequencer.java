package io.dropbatch.localazure.storage.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Numbers that only grow, also across restarts, so that two events of one blob can be ordered.
 *
 * <p>They are reserved in blocks: a restart skips the rest of a block, and the disk is written once in a million
 * events.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">the sequencer property</a>
 */
final class EventSequencer {

    private static final long BLOCK = 1_000_000;

    private final Path file;
    private long next;
    private long reserved;

    EventSequencer(Path file) {
        this.file = file;
        this.next = read(file);
        this.reserved = next;
    }

    /** 48 hexadecimal digits, as on Azure; comparable as a string. */
    synchronized String next() {
        if (next == reserved) {
            reserved = next + BLOCK;
            write();
        }
        next++;
        return "0".repeat(32) + String.format("%016x", next);
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        try {
            Path staging = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(staging, Long.toString(reserved));
            Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
