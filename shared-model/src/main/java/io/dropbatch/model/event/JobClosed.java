package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A job was ended on Batch and has released its quota.
 *
 * @param failure why the job could not be scheduled or was given up; absent when its work was done or its failure is
 *     announced elsewhere
 */
public record JobClosed(
        SubmissionId submission,
        String workload,
        JobId job,
        @Nullable Failure failure) implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
