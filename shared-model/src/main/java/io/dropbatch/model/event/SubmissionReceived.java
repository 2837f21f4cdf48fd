package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a workload that starts on each file arrived and waits for the job that it shares with others.
 *
 * @param sealedBy when that job takes no more files, at the latest
 * @param failedJob the job that the file failed in before, if somebody asked for another try
 */
public record SubmissionReceived(
        SubmissionId submission,
        String workload,
        DropTrigger trigger,
        Instant sealedBy,
        @Nullable JobId failedJob) implements DomainEvent {

    @Override
    public String occurrence() {
        return failedJob == null ? "received" : "received after " + failedJob;
    }
}
