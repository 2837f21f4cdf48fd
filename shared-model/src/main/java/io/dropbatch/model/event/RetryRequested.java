package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a drop that failed to be tried again. It changes nothing about a drop that has not failed.
 *
 * @param trigger of the drop
 * @param failedJob the shared job that it failed in, if it is a file by itself: the file goes into another one
 */
public record RetryRequested(
        SubmissionId submission,
        String workload,
        DropTrigger trigger,
        UserRequest request,
        @Nullable JobId failedJob) implements DomainEvent {

    @Override
    public String occurrence() {
        return request.via() + ":" + request.at().toEpochMilli();
    }
}
