package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.console.CliException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does the same to many things, a few at a time, and stops at the first failure. */
public final class ParallelRunner {

    private static final int AT_ONCE = 8;

    private ParallelRunner() {}

    public static <T> void forEach(List<T> things, Consumer<T> action) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().factory())) {
            try {
                run(things.iterator(), action, new ExecutorCompletionService<>(threads));
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CliException("interrupted", e);
            }
        }
    }

    private static <T> void run(Iterator<T> things, Consumer<T> action, ExecutorCompletionService<Boolean> service)
            throws InterruptedException, ExecutionException {
        int running = 0;
        while (things.hasNext() || running > 0) {
            while (running < AT_ONCE && things.hasNext()) {
                T thing = things.next();
                service.submit(() -> action.accept(thing), true);
                running++;
            }
            service.take().get();
            running--;
        }
    }
}
