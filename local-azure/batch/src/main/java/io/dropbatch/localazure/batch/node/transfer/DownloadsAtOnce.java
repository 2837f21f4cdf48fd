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
 * The downloads of one run, a few at once: a merge brings many small files, and each is mostly waiting. As if they came one after
 * the other, the last of those that make the same file stays, and the failure that is told is that of the first in order. To be
 * used by one thread; when it is closed, nothing is written any more.
 */
final class DownloadsAtOnce implements AutoCloseable {

    /** One less than the connections that the client keeps to a host. */
    static final int MOST = 4;

    /** Makes one file. */
    @FunctionalInterface
    interface Download {
        void run() throws RunFailure, InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<?>> underWay = new ArrayDeque<>();
    private final Set<Path> files = new HashSet<>();

    /** Begins a download as soon as there is room for it; an earlier one's failure comes out here. */
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

    /** Returns when everything that was begun is there. */
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

    /** Interrupts what is still under way and waits for its end. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
