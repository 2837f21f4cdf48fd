package io.dropbatch.localazure.batch.node.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reused shell that starts one command after the other: its fork costs a fraction of a process start in Java. It runs
 * in its own session, with an empty environment, and reads {@link StartScript}s.
 */
final class ShellStarter {

    private static final Logger LOG = LoggerFactory.getLogger(ShellStarter.class);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    // Not every shell works: others add their own variables to the environment.
    private static final Path SHELL = Path.of("/bin/dash");
    private static final Path SELF = Path.of("/proc/self/stat");

    static final boolean AVAILABLE = Files.isExecutable(SETSID) && Files.isExecutable(SHELL) && Files.isReadable(SELF);

    private final Process shell;
    private final Consumer<ShellStarter> free;
    private volatile @Nullable StartedCommand current;

    private ShellStarter(Process shell, Consumer<ShellStarter> free) {
        this.shell = shell;
        this.free = free;
    }

    /** Starts a shell; {@code free} is called whenever a command has ended and the next may start. */
    static ShellStarter open(Consumer<ShellStarter> free) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SETSID.toString(), SHELL.toString())
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        ShellStarter starter = new ShellStarter(builder.start(), free);
        Thread.ofPlatform().daemon().name("starter").start(starter::listen);
        return starter;
    }

    /** The session in which its commands start. */
    long session() {
        return shell.pid();
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    StartedCommand start(String script) throws IOException {
        StartedCommand started = new StartedCommand();
        current = started;
        OutputStream in = shell.getOutputStream();
        in.write(script.getBytes(StandardCharsets.US_ASCII));
        in.flush();
        return started;
    }

    /** Ends the shell; only between commands. */
    void close() {
        shell.destroyForcibly();
    }

    private void listen() {
        try (BufferedReader lines = shell.inputReader(StandardCharsets.US_ASCII)) {
            boolean more = true;
            while (more) {
                more = next(lines);
            }
        } catch (IOException | NumberFormatException e) {
            LOG.atDebug().setCause(e).log("A shell that starts commands failed");
        }
        shell.destroyForcibly();
        StartedCommand lost = current;
        if (lost != null) {
            lost.lost(shell);
        }
    }

    private boolean next(BufferedReader lines) throws IOException {
        String pid = lines.readLine();
        if (pid == null) {
            return false;
        }
        StartedCommand started = Objects.requireNonNull(current);
        started.begun(Long.parseLong(pid));
        String code = lines.readLine();
        if (code == null) {
            return false;
        }
        current = null;
        free.accept(this);
        started.ended(Integer.parseInt(code));
        return true;
    }
}
