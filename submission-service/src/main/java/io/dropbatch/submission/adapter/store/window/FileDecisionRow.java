package io.dropbatch.submission.adapter.store.window;

import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.submission.app.port.WindowStore.FileDecision;
import org.jspecify.annotations.Nullable;

/** What became of a file, as a row of the table. */
public record FileDecisionRow(int window, @Nullable SubmissionRejected rejected) {

    static FileDecisionRow of(FileDecision decision) {
        return new FileDecisionRow(decision.window(), decision.rejected());
    }

    FileDecision toDecision() {
        return new FileDecision(window, rejected);
    }
}
