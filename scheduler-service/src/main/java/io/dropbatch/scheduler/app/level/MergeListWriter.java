package io.dropbatch.scheduler.app.level;

import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes the lists of merge tasks, a few at a time. */
final class MergeListWriter implements AutoCloseable {

    private static final int AT_A_TIME = 8;

    private final VerifiedOutputs outputs;
    private final ExecutorService writers = Executors.newFixedThreadPool(AT_A_TIME);
    private final List<Future<?>> writing = new ArrayList<>();

    MergeListWriter(VerifiedOutputs outputs) {
        this.outputs = outputs;
    }

    void write(String path, String list) {
        writing.add(writers.submit(() -> outputs.writeList(path, list)));
    }

    /** @throws IllegalStateException when a list could not be written */
    void await() {
        try {
            for (Future<?> list : writing) {
                list.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lists were written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a list of merge inputs could not be written", e.getCause());
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
