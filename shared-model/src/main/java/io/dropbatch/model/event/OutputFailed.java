package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job ended without a sound result.
 *
 * @param manifest path of the manifest of what there is; absent when nothing ran
 * @param failedTasks how many tasks failed
 */
public record OutputFailed(
        SubmissionId submission,
        String workload,
        JobId job,
        String container,
        @Nullable String manifest,
        int failedTasks,
        Failure failure,
        Instant failedAt)
        implements DomainEvent {

    /** A file by itself may fail in several shared jobs. */
    @Override
    public String occurrence() {
        return job.submission().equals(submission) ? Integer.toString(job.attempt()) : job.toString();
    }
}
