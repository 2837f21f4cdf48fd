package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;

/**
 * Somebody wants a drop to pause: no further task of it is to start until it is resumed.
 *
 * @param trigger of the drop
 */
public record PauseRequested(SubmissionId submission, String workload, DropTrigger trigger, UserRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
