package io.dropbatch.submission.adapter.store.window;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that waits for its job, as a row of the table.
 *
 * @param failedJob absent for a first try
 * @param cancel absent until somebody wants it to be cancelled
 */
public record WaitingFileRow(
        SeenBlob blob,
        Instant joinedAt,
        @Nullable JobId failedJob,
        @Nullable CancelRequest cancel) {

    static WaitingFileRow of(WaitingFile file) {
        return new WaitingFileRow(file.blob(), file.joinedAt(), file.failedJob(), file.cancel());
    }

    WaitingFile toWaitingFile() {
        return new WaitingFile(blob, joinedAt, failedJob, cancel);
    }
}
