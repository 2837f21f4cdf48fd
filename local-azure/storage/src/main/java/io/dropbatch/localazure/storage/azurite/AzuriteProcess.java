package io.dropbatch.localazure.storage.azurite;

import io.dropbatch.localazure.storage.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running Azurite; restarted after a growing pause whenever it crashes.
 *
 * <p>Its blob port changes with every start, so callers ask {@link #blobPort()} each time; its table port stays the
 * same.
 */
public final class AzuriteProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AzuriteProcess.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private final Path install;
    private final Path dataFolder;
    private final String tableHost;
    private final Preparation preparation;

    private volatile Running running;
    private volatile boolean closing;

    /** Prepares Azurite before it serves clients; repeated after each restart. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(int blobPort, int tablePort);
    }

    private AzuriteProcess(Path install, Path dataFolder, String tableHost, int tablePort, Preparation preparation) {
        this.preparation = preparation;
        this.install = install;
        this.dataFolder = dataFolder;
        this.tableHost = tableHost;
        this.running = launch(tablePort);
    }

    /**
     * Returns when both servers answer.
     *
     * @param tableHost the address for tables; blobs are served on loopback, to the proxy
     */
    public static AzuriteProcess start(Path dataFolder, String tableHost, int tablePort, Preparation preparation) {
        Path install = AzuriteInstall.ensure();
        try {
            Files.createDirectories(dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AzuriteProcess azurite = new AzuriteProcess(install, dataFolder, tableHost, tablePort, preparation);
        azurite.watch(azurite.running, FIRST_PAUSE);
        return azurite;
    }

    public int blobPort() {
        return running.blobPort();
    }

    public int tablePort() {
        return running.tablePort();
    }

    public long pid() {
        return running.process().pid();
    }

    /** Stops Azurite cleanly: every acknowledged write is on disk when this returns. */
    @Override
    public void close() {
        closing = true;
        Process process = running.process();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("limitMs", STOP_LIMIT.toMillis()).log("Azurite did not stop in time; killed");
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Running current, Duration pause) {
        long startedAt = System.nanoTime();
        var unused = current.process().onExit().thenAccept(process -> {
            if (closing) {
                return;
            }
            boolean wasHealthy = System.nanoTime() - startedAt > HEALTHY.toNanos();
            restart(process.exitValue(), current.tablePort(), wasHealthy ? FIRST_PAUSE : pause);
        });
    }

    private void restart(int exitValue, int tablePort, Duration pause) {
        LOG.atWarn()
                .addKeyValue("exitCode", exitValue)
                .addKeyValue("pauseMs", pause.toMillis())
                .log("Azurite ended by itself; starting it again");
        Duration next = min(pause.multipliedBy(2), LONGEST_PAUSE);
        var unused = CompletableFuture.runAsync(
                () -> {
                    if (closing) {
                        return;
                    }
                    try {
                        running = launch(tablePort);
                    } catch (StorageException e) {
                        LOG.atWarn().addKeyValue("cause", e.getMessage()).log("Azurite did not start again");
                        restart(-1, tablePort, next);
                        return;
                    }
                    if (closing) {
                        running.process().destroy();
                        return;
                    }
                    watch(running, next);
                },
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Running launch(int tablePort) {
        Process process;
        try {
            process = new ProcessBuilder(
                            NodePrograms.node().toString(),
                            install.resolve(AzuriteInstall.SERVER).toString(),
                            dataFolder.toString(),
                            "0",
                            tableHost,
                            Integer.toString(tablePort))
                    .directory(dataFolder.toFile())
                    .start();
        } catch (IOException e) {
            throw new StorageException("cannot start Azurite: " + e.getMessage(), e);
        }
        Thread.ofPlatform().daemon().name("azurite-stderr").start(() -> logErrors(process));
        CompletableFuture<int[]> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("azurite-stdout").start(() -> readPorts(process, ready));
        try {
            int[] ports = ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            preparation.prepare(ports[0], ports[1]);
            return new Running(process, ports[0], ports[1]);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new StorageException(
                    "Azurite did not start in " + dataFolder + "; its reason is in the log above", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while Azurite started", e);
        } catch (RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    private static void readPorts(Process process, CompletableFuture<int[]> ready) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ")) {
                    String[] words = line.split(" ", -1);
                    ready.complete(new int[] {Integer.parseInt(words[1]), Integer.parseInt(words[2])});
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Azurite's output ended");
        }
        ready.completeExceptionally(new StorageException("ended before it was ready"));
    }

    private static void logErrors(Process process) {
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.atWarn().addKeyValue("output", line).log("Azurite complains");
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Azurite's errors ended");
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private record Running(Process process, int blobPort, int tablePort) {}
}
