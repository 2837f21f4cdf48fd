package io.dropbatch.cli.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Processes that are recorded in a state folder. */
public final class LeftoverProcesses {

    private LeftoverProcesses() {}

    static Path supervisorFile(StateFolder state) {
        return state.run().resolve("supervisor.pid");
    }

    public static Optional<ProcessRecord> supervisor(StateFolder state) {
        return ProcessRecord.read(supervisorFile(state)).filter(ProcessRecord::isAlive);
    }

    public static Optional<ProcessRecord> program(StateFolder state, String name) {
        return ProcessRecord.read(state.run().resolve(name + ".pid")).filter(ProcessRecord::isAlive);
    }

    /** Ends every program that runs without a supervisor, the last started first. */
    public static void end(StateFolder state, Duration limit) {
        List<String> names = ProgramSet.names().reversed();
        for (String name : names) {
            program(state, name).ifPresent(process -> process.end(limit));
            StateFolder.delete(state.run().resolve(name + ".pid"));
        }
        StateFolder.delete(state.localEnv());
        StateFolder.delete(state.addresses());
    }

    public static boolean any(StateFolder state) {
        return ProgramSet.names().stream().anyMatch(name -> program(state, name).isPresent());
    }

    static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
