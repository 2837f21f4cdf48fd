package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;

/**
 * A file of a workload that starts on each file arrived and waits for the job that it shares with others.
 *
 * @param sealedBy when that job takes no more files, at the latest
 */
public record SubmissionReceived(SubmissionId submission, String workload, DropTrigger trigger, Instant sealedBy)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return "received";
    }
}
