package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;

/**
 * A job makes no progress, and why; it is not given up yet.
 */
public record JobStuck(SubmissionId submission, String workload, JobId job, int level, Failure reason)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level + ":" + reason.code().value();
    }
}
