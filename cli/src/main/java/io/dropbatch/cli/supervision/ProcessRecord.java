package io.dropbatch.cli.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The record of a process: its id and start time, so that a reused id is never mistaken for it.
 */
public record ProcessRecord(long pid, Instant began) {

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    static Optional<ProcessRecord> read(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            return Optional.of(new ProcessRecord(Long.parseLong(words[0]), Instant.parse(words[1])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (RuntimeException e) {
            // The record was cut off while it was written, so nothing can be done safely.
            return Optional.empty();
        }
    }

    void write(Path file) {
        OwnerOnlyFile.write(file, pid + " " + began + "\n");
    }

    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().orElse(Instant.EPOCH).equals(began));
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Asks the process to end; one that does not within the limit is killed. */
    public void end(Duration limit) {
        handle().ifPresent(process -> {
            process.destroy();
            if (!waitFor(process, limit)) {
                process.destroyForcibly();
                waitFor(process, Duration.ofSeconds(5));
            }
        });
    }

    /** Kills the processes that it has started, then the process itself; none can write anything more. */
    void kill() {
        handle().ifPresent(process -> {
            List<ProcessHandle> started = process.descendants().toList();
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            waitFor(process, Duration.ofSeconds(5));
        });
    }

    /** Deletes the file, unless it now records another process. */
    void erase(Path file) {
        try {
            if (read(file).filter(this::equals).isPresent()) {
                StateFolder.deleteIfPossible(file);
            }
        } catch (UncheckedIOException e) {
            // An unreadable file may belong to another process.
            return;
        }
    }

    private static boolean waitFor(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
