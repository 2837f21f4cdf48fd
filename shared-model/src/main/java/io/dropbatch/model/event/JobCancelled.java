package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import java.time.Instant;

/**
 * A job was cancelled: its outcome is decided, and nothing more of it is to run.
 *
 * @param request who asked, how and when
 * @param cancelledAt when it was decided
 */
public record JobCancelled(
        SubmissionId submission, String workload, JobId job, CancelRequest request, Instant cancelledAt)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
