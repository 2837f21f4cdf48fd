package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of the harness in its folder and ends it, with all that it started, when it takes too long. */
final class HarnessProcess {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path working;
    private final Map<String, String> environment;

    /** @param environment all of it */
    HarnessProcess(Path working, Map<String, String> environment) {
        this.working = working;
        this.environment = environment;
    }

    /**
     * Runs a line of shell; what it says lies beside the working directory, as on a node.
     *
     * @return its exit code
     */
    int run(String line, Duration limit) {
        Process process = start(line);
        // A test that is cut off by Ctrl-C leaves no program behind.
        Thread end = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        } finally {
            forget(end);
        }
    }

    private Process start(String line) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec " + line)
                .directory(working.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(working.resolveSibling("stdout.txt").toFile())
                .redirectError(working.resolveSibling("stderr.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CliException("cannot run /bin/sh in " + working + ": " + e.getMessage(), e);
        }
    }

    /** By TERM, which the harness passes on and reports, then the hard way. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook does what it is for.
        }
    }
}
