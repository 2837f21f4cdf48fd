package io.dropbatch.submission.adapter.store;

import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.domain.Submission;
import org.jspecify.annotations.Nullable;

/** A decision as a row of the table; exactly one of its events is set. */
public record DropDecisionRow(
        @Nullable SubmissionWaiting waiting,
        @Nullable SeenBlob trigger,
        @Nullable SubmissionAccepted accepted,
        @Nullable SubmissionRejected rejected) {

    static DropDecisionRow of(Submission submission) {
        return switch (submission) {
            case Submission.Waiting(SubmissionWaiting announcement, SeenBlob blob) ->
                new DropDecisionRow(announcement, blob, null, null);
            case Submission.Accepted(SubmissionAccepted announcement) ->
                new DropDecisionRow(null, null, announcement, null);
            case Submission.Rejected(SubmissionRejected announcement) ->
                new DropDecisionRow(null, null, null, announcement);
        };
    }

    Submission toSubmission() {
        if (accepted != null) {
            return new Submission.Accepted(accepted);
        }
        if (rejected != null) {
            return new Submission.Rejected(rejected);
        }
        if (waiting != null && trigger != null) {
            return new Submission.Waiting(waiting, trigger);
        }
        throw new IllegalStateException("a row of the ledger holds no decision");
    }
}
