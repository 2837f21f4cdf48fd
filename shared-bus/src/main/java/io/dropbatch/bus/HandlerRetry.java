package io.dropbatch.bus;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;

/**
 * How often and how long a handler is tried in place before its message is given back to the bus. The binder knows no
 * back-off of its own: an abandoned message comes back at once.
 *
 * @param tries again after the first, each after a pause; the sum of the pauses stays below the lock's duration
 * @param deliveries after which a message is dead-lettered with its last error
 */
public record HandlerRetry(Backoff backoff, int tries, long deliveries) {

    /**
     * Tries for about 16 seconds, up to the topology's maximum of ten deliveries. The pauses are not spread at random:
     * all deliveries together have to outlast an outage of storage.
     */
    public static HandlerRetry standard() {
        return new HandlerRetry(Backoff.doubling(Duration.ofMillis(250), Duration.ofSeconds(8)), 6, 10);
    }
}
