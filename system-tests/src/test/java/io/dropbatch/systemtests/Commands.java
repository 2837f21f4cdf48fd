package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
final class Commands {

    /** @param said both its standard output and its standard error */
    record Ended(int exitCode, String said) {

        Ended andWell() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ":\n" + said);
            }
            return this;
        }
    }

    private Commands() {}

    /**
     * @param environment added to this process's own, without what that says of accounts
     * @param log for what it says; a file, since a program that goes on in the background keeps what it inherits
     */
    static Ended run(Path folder, Map<String, String> environment, Path log, Duration limit, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("DROPBATCH_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        words + " has not ended within " + limit.toSeconds() + " s:\n" + Files.readString(log, UTF_8));
            }
            return new Ended(process.exitValue(), Files.readString(log, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
