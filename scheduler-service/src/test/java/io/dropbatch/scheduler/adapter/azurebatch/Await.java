package io.dropbatch.scheduler.adapter.azurebatch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, no longer than it takes. */
final class Await {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Await() {}

    static void until(Duration longest, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
