package io.dropbatch.systemtests;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to become true, for a bounded time. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    static void until(String what, Duration limit, BooleanSupplier condition) {
        present(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T present(String what, Duration limit, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
