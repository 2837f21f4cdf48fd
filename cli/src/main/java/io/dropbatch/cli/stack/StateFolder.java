package io.dropbatch.cli.stack;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a running system keeps its data, logs and process ids; usually {@code .dropbatch}. */
record StateFolder(Path path) {

    Path data() {
        return path.resolve("azure");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String program) {
        return logs().resolve(program + ".log");
    }

    Path run() {
        return path.resolve("run");
    }

    Path localEnv() {
        return path.resolve("local.env");
    }

    Path ports() {
        return path.resolve("ports");
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path addresses() {
        return run().resolve("local-azure.json");
    }

    /** Makes it usable. */
    StateFolder create() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(run());
            return this;
        } catch (IOException e) {
            throw new CliException("cannot use the state folder " + path + ": " + e.getMessage(), e);
        }
    }

    /** On the way down, which must not end at a file that the next start clears up anyway. */
    static void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
