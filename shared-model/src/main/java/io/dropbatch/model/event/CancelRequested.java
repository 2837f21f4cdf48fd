package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a drop to be cancelled. It changes nothing about a drop that has its outcome.
 *
 * @param trigger of the drop
 * @param failedJob of a file by itself that is tried again: the shared job that it failed in last, which names the try
 */
public record CancelRequested(
        SubmissionId submission,
        String workload,
        DropTrigger trigger,
        CancelRequest request,
        @Nullable JobId failedJob) implements DomainEvent {

    public CancelRequested(SubmissionId submission, String workload, DropTrigger trigger, CancelRequest request) {
        this(submission, workload, trigger, request, null);
    }

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
