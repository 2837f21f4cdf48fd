package io.dropbatch.localazure.batch.engine.model.pool;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import java.time.Duration;

/**
 * The size that a pool begins with.
 *
 * @param resizeTimeout how long a change of the size may take
 */
public record PoolTargets(int dedicated, int lowPriority, Duration resizeTimeout) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(5);

    static PoolTargets read(RequestDocument pool) {
        return new PoolTargets(
                pool.integer("targetDedicatedNodes", 0, 0, MultiInstance.MOST_NODES),
                pool.integer("targetLowPriorityNodes", 0, 0, MultiInstance.MOST_NODES),
                resizeTimeout(pool, Duration.ofMinutes(15)));
    }

    /** The timeout that a pool or a request for a resize names. */
    public static Duration resizeTimeout(RequestDocument document, Duration absent) {
        Duration timeout = document.duration("resizeTimeout", absent);
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
            throw document.invalid("resizeTimeout", "A timeout of 5 minutes or more is expected.");
        }
        return timeout;
    }
}
