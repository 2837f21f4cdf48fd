package io.dropbatch.cli.supervision;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a running system keeps its data, logs and process ids; usually {@code .dropbatch}. */
public record StateFolder(Path path) {

    public Path data() {
        return path.resolve("azure");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    public Path run() {
        return path.resolve("run");
    }

    public Path localEnv() {
        return path.resolve("local.env");
    }

    /** What observing programs keep. */
    public Path observe() {
        return path.resolve("observe");
    }

    public Path ports() {
        return path.resolve("ports");
    }

    public Path lock() {
        return path.resolve("lock");
    }

    public Path addresses() {
        return run().resolve("local-azure.json");
    }

    /** Creates the folder if it is missing. */
    public StateFolder create() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(run());
            return this;
        } catch (IOException e) {
            throw new CliException("cannot use the state folder " + path + ": " + e.getMessage(), e);
        }
    }

    /** Used while stopping, which must go on when a file cannot be deleted: the next start deletes it. */
    static void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
