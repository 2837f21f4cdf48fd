package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task ended, as Batch's record shows.
 *
 * @param success whether the command exited with 0 and all its outputs were uploaded
 */
public record TaskCompleted(
        SubmissionId submission,
        String workload,
        JobId job,
        TaskId task,
        boolean success,
        @Nullable Integer exitCode,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int retries,
        int requeues,
        @Nullable Failure failure)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + task;
    }
}
