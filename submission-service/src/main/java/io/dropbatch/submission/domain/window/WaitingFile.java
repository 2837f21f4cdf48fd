package io.dropbatch.submission.domain.window;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that waits for the job that it shares with others.
 *
 * @param failedJob the job that it failed in before, if somebody asked for another try
 */
public record WaitingFile(
        SeenBlob blob, Instant joinedAt, @Nullable JobId failedJob) {

    public SubmissionId submission(String container) {
        return blob.asTrigger(container).submission();
    }
}
