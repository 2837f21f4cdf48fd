package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that Batch calls completed.
 *
 * @param changedAt when it became so, by Batch's clock
 * @param startedAt of its last run
 * @param trouble what Batch says went wrong; may be absent even when it failed
 */
public record EndedTask(
        TaskId id,
        boolean success,
        @Nullable Integer exitCode,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int retries,
        int requeues,
        Instant changedAt,
        @Nullable BatchProblem trouble) {

    /** Whether it has run: a task can be ended before it does. */
    public boolean hasBegun() {
        return startedAt != null || exitCode != null;
    }
}
