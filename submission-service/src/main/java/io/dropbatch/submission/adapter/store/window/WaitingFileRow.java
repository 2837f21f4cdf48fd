package io.dropbatch.submission.adapter.store.window;

import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Instant;

/** A file that waits for its job, as a row of the table. */
public record WaitingFileRow(SeenBlob blob, Instant joinedAt) {

    static WaitingFileRow of(WaitingFile file) {
        return new WaitingFileRow(file.blob(), file.joinedAt());
    }

    WaitingFile toWaitingFile() {
        return new WaitingFile(blob, joinedAt);
    }
}
