package io.dropbatch.model.result;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Batch says of a finished task; only this decides whether the task succeeded. monitor-service writes one line of
 * these for each task of a level, {@link io.dropbatch.model.layout.SystemLayout#levelTasks}.
 *
 * @param startedAt of the last run, by the service's clock; absent when the task never started
 * @param retries how often its command failed and was run again
 * @param requeues how often its node was lost or its preparation repeated
 */
public record TaskRecord(
        TaskId task,
        boolean success,
        @Nullable Integer exitCode,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int retries,
        int requeues,
        @Nullable Failure failure) {}
