package io.dropbatch.submission.domain.window;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Instant;

/** A file that waits for the job that it shares with others. */
public record WaitingFile(SeenBlob blob, Instant joinedAt) {

    public SubmissionId submission(String container) {
        return blob.asTrigger(container).submission();
    }
}
