package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;

/**
 * A drop cannot become a job. No further event about it follows.
 */
public record SubmissionRejected(SubmissionId submission, String workload, DropTrigger trigger, Failure failure)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return "rejected";
    }
}
