package io.dropbatch.results.app.inspect;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A bounded number of threads that read from storage side by side. */
public record StorageReaders(ExecutorService threads) implements AutoCloseable {

    public <T> Future<T> read(Callable<T> reading) {
        return threads.submit(reading);
    }

    /** Waits for a read and rethrows its exception. */
    public static <T> T await(Future<T> reading) {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a reading failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading from storage", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
