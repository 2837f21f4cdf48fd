package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;

/** What a drop was split into makes no tasks, or more than its workload allows: the job ends. */
public record SplitRefused(SubmissionId submission, String workload, JobId job, Failure failure)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
