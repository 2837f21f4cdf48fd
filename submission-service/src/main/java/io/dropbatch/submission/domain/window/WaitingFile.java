package io.dropbatch.submission.domain.window;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that waits for the job that it shares with others.
 *
 * @param failedJob the job that it failed in before, if somebody asked for another try
 * @param cancel absent until somebody wants it to be cancelled
 */
public record WaitingFile(
        SeenBlob blob,
        Instant joinedAt,
        @Nullable JobId failedJob,
        @Nullable CancelRequest cancel) {

    public static WaitingFile joined(SeenBlob blob, Instant at, @Nullable JobId failedJob) {
        return new WaitingFile(blob, at, failedJob, null);
    }

    /** The first wish counts. */
    public WaitingFile cancelled(CancelRequest request) {
        return cancel == null ? new WaitingFile(blob, joinedAt, failedJob, request) : this;
    }

    public boolean isCancelled() {
        return cancel != null;
    }

    public SubmissionId submission(String container) {
        return blob.asTrigger(container).submission();
    }
}
