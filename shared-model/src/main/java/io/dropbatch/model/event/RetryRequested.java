package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;

/**
 * Somebody wants a drop that failed to be tried again. It changes nothing about a drop that has not failed.
 *
 * @param trigger of the drop
 */
public record RetryRequested(SubmissionId submission, String workload, DropTrigger trigger, UserRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
