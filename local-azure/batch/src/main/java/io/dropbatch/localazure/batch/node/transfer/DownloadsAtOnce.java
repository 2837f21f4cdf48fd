package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The downloads of one run, a few at once, since a merge has many small files and each mostly waits. The result is as
 * in sequence: of several downloads to the same file the last one stays, and the reported failure is the first in
 * order. For one thread; after close nothing is written.
 */
final class DownloadsAtOnce implements AutoCloseable {

    /** One less than the connections that the client keeps open to a host. */
    static final int MOST = 4;

    /** Creates one file. */
    @FunctionalInterface
    interface Download {
        void run() throws RunFailure, InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<?>> underWay = new ArrayDeque<>();
    private final Set<Path> files = new HashSet<>();

    /** Starts a download as soon as the limit allows; throws the failure of an earlier one. */
    void begin(Path file, Download download) throws RunFailure, InterruptedException {
        if (!files.add(file)) {
            finish();
        }
        if (underWay.size() == MOST) {
            await(underWay.remove());
        }
        underWay.add(threads.submit(() -> {
            download.run();
            return null;
        }));
    }

    /** Returns when every started download is complete. */
    void finish() throws RunFailure, InterruptedException {
        while (!underWay.isEmpty()) {
            await(underWay.remove());
        }
    }

    private static void await(Future<?> download) throws RunFailure, InterruptedException {
        try {
            download.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RunFailure failure -> throw failure;
                case InterruptedException interruption -> throw interruption;
                case null, default -> throw new IllegalStateException("a download failed", e.getCause());
            }
        }
    }

    /** Interrupts running downloads and waits for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
