package io.dropbatch.cli.supervision;

import io.dropbatch.cli.console.CliException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A supervisor's claim to a state folder: its lock keeps others out, its record tells them whose the folder is.
 *
 * <p>The lock goes with the file that it is on. Who deletes the folder lets another supervisor in, and then only the
 * record says which of the two the files belong to.
 */
final class StateFolderClaim implements AutoCloseable {

    private final StateFolder state;
    private final StateFolderLock lock;
    private final ProcessRecord own = ProcessRecord.of(ProcessHandle.current());

    private StateFolderClaim(StateFolder state, StateFolderLock lock) {
        this.state = state;
        this.lock = lock;
    }

    /** Refuses a folder in which a system is running. */
    static StateFolderClaim take(StateFolder state) {
        state.create();
        StateFolderLock lock = StateFolderLock.take(state)
                .orElseThrow(() -> new CliException(
                        "the system in " + state.path() + " is running already: see ./dropbatch status"));
        StateFolderClaim claim = new StateFolderClaim(state, lock);
        claim.own.write(claim.file());
        return claim;
    }

    StateFolder state() {
        return state;
    }

    boolean holds() {
        return loss().isEmpty();
    }

    /** Why the folder does not belong to the claimant, for people; empty while it does. */
    Optional<String> loss() {
        try {
            Optional<ProcessRecord> found = ProcessRecord.read(file());
            if (found.isEmpty()) {
                return Optional.of(gone());
            }
            return found.filter(record -> !record.equals(own))
                    .map(other -> "the state folder " + state.path() + " belongs to another system now, process "
                            + other.pid());
        } catch (UncheckedIOException e) {
            // A folder that cannot be read for a while is no reason to end a system.
            return Files.isDirectory(state.path()) ? Optional.empty() : Optional.of(gone());
        }
    }

    private String gone() {
        return "the state folder " + state.path() + " was deleted while the system was up";
    }

    /** Deletes a file of the folder, but not one that another system has put there. */
    void delete(Path file) {
        if (holds()) {
            StateFolder.deleteIfPossible(file);
        }
    }

    /** Releases the folder if it still belongs to the claimant. */
    @Override
    public void close() {
        try (lock) {
            delete(file());
        }
    }

    private Path file() {
        return LeftoverProcesses.supervisorFile(state);
    }
}
