package io.dropbatch.submission.adapter.store;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.submission.app.port.DropDecisionStore.WaitingDrop;
import java.time.Instant;

/** A drop that waits for inputs, as a row of the table. */
public record WaitingDropRow(SubmissionId submission, String prefix, Instant deadline) {

    static WaitingDropRow of(WaitingDrop drop) {
        return new WaitingDropRow(drop.submission(), drop.prefix(), drop.deadline());
    }

    WaitingDrop toWaitingDrop() {
        return new WaitingDrop(submission, prefix, deadline);
    }
}
