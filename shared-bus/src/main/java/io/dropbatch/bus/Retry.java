package io.dropbatch.bus;

import java.time.Duration;
import java.util.List;

/**
 * How often and how long a handler is tried in place before its message is given back to the bus. The binder knows no
 * back-off of its own: an abandoned message comes back at once.
 *
 * @param pauses between tries; their sum stays below the lock's duration
 * @param deliveries after which a message is dead-lettered with its last error
 */
public record Retry(List<Duration> pauses, long deliveries) {

    public Retry {
        pauses = List.copyOf(pauses);
    }

    /** Tries for about 16 seconds, up to the topology's maximum of ten deliveries. */
    public static Retry standard() {
        return new Retry(
                List.of(
                        Duration.ofMillis(100),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)),
                10);
    }
}
