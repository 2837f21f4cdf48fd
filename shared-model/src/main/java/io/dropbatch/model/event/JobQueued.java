package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;

/**
 * A job waits before it may start, and why.
 *
 * @param position in the queue, from 1
 * @param reason what it waits for, with a code such as {@code quota}
 */
public record JobQueued(SubmissionId submission, String workload, JobId job, int position, Failure reason)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + position;
    }
}
