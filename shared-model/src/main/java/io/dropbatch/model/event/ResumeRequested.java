package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;

/**
 * Somebody wants a drop that pauses to go on.
 *
 * @param trigger of the drop
 */
public record ResumeRequested(SubmissionId submission, String workload, DropTrigger trigger, UserRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
