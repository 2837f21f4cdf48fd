package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.QueuePlace;

/**
 * A job that waits has another place in the queue, or its estimate has proved too short.
 *
 * @param reason what it waits for, with a code such as {@code quota}
 */
public record QueueMoved(SubmissionId submission, String workload, JobId job, QueuePlace place, Failure reason)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + place.position() + ":" + place.asOf().getEpochSecond();
    }
}
