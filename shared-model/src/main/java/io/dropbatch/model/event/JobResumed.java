package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;

/**
 * A job that paused goes on.
 *
 * @param request who asked, how and when
 */
public record JobResumed(SubmissionId submission, String workload, JobId job, UserRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + request.at().toEpochMilli();
    }
}
