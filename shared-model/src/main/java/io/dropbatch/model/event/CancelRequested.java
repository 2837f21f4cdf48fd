package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;

/**
 * Somebody wants a drop to be cancelled. It changes nothing about a drop that has its outcome.
 *
 * @param trigger of the drop
 */
public record CancelRequested(SubmissionId submission, String workload, DropTrigger trigger, CancelRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
