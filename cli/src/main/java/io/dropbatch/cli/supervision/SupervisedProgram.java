package io.dropbatch.cli.supervision;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program that is kept running: when it dies it is started again, after a pause that grows while it never gets to answer. */
final class SupervisedProgram {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Backoff RESTARTS = Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** Between looks at a program that was started again: whether it has come to answer. */
    private static final Duration LOOKS = Duration.ofSeconds(2);

    private static final long LARGEST_LOG = 20L << 20;

    private final SystemProgram program;
    private final StateFolderClaim claim;
    private final StateFolder state;
    private final Consumer<String> news;
    private @Nullable Process process;
    private @Nullable ProcessRecord written;
    private boolean stopping;

    /** @param news receives a message when the program dies and when it is back */
    SupervisedProgram(SystemProgram program, StateFolderClaim claim, Consumer<String> news) {
        this.program = program;
        this.claim = claim;
        this.state = claim.state();
        this.news = news;
    }

    SystemProgram program() {
        return program;
    }

    synchronized void start() {
        if (stopping) {
            return;
        }
        Path log = state.log(program.name());
        try {
            keepLogSmall(log);
            Process started = program.command()
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            ProcessRecord record = ProcessRecord.of(started.toHandle());
            written = record;
            record.write(recordFile());
        } catch (IOException e) {
            throw new CliException("cannot start " + program.name() + ": " + e.getMessage(), e);
        }
    }

    private static void keepLogSmall(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether the program answers; throws if the program ended while it started. */
    boolean answers() {
        if (program.answers().getAsBoolean()) {
            return true;
        }
        Process current = current();
        if (current != null && !current.isAlive()) {
            throw new CliException(program.name() + " ended while it started (exit code " + current.exitValue()
                    + "). The end of " + state.log(program.name()) + ":\n" + LogTail.of(state.log(program.name()), 12));
        }
        return false;
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    /** From now on the program is started again when it dies. */
    void keepRunning() {
        watch(0);
    }

    /** @param deaths in a row, without having answered in between */
    private void watch(int deaths) {
        Process current = current();
        if (current == null) {
            return;
        }
        AtomicBoolean answered = new AtomicBoolean();
        look(current, answered);
        var unused = current.onExit().thenAccept(dead -> restart(dead.exitValue(), answered.get() ? 1 : deaths + 1));
    }

    private void look(Process current, AtomicBoolean answered) {
        CompletableFuture.delayedExecutor(LOOKS.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!current.isAlive()) {
                        return;
                    }
                    if (program.answers().getAsBoolean()) {
                        answered.set(true);
                        return;
                    }
                    look(current, answered);
                });
    }

    private void restart(int exitValue, int deaths) {
        if (!isWanted()) {
            return;
        }
        Duration pause = RESTARTS.after(deaths);
        news.accept(program.name() + " ended by itself (exit code " + exitValue + "); starting it again in "
                + pause.toMillis() + " ms");
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> startAgain(deaths));
    }

    private synchronized boolean isWanted() {
        // A program started in another system's folder would be mistaken for one of that system's programs.
        return !stopping && claim.holds();
    }

    private void startAgain(int deaths) {
        if (!isWanted()) {
            return;
        }
        try {
            start();
            watch(deaths);
        } catch (CliException e) {
            news.accept(e.getMessage());
            restart(-1, deaths + 1);
        }
    }

    /**
     * Asks it to end, and kills it if it does not. It is not asked when the folder has been lost: while stopping it
     * would overwrite and delete another system's data.
     */
    void stop(Duration limit) {
        ProcessRecord last = stopStarting();
        if (last == null) {
            return;
        }
        if (claim.holds()) {
            last.end(limit);
        } else {
            last.kill();
        }
        last.erase(recordFile());
    }

    private synchronized @Nullable ProcessRecord stopStarting() {
        stopping = true;
        return written;
    }

    void stop() {
        stop(STOP_LIMIT);
    }

    private Path recordFile() {
        return state.run().resolve(program.name() + ".pid");
    }
}
