package io.dropbatch.submission.app;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.submission.app.port.Ledger;
import io.dropbatch.submission.app.port.Tally;
import io.dropbatch.submission.domain.Missing;
import io.dropbatch.submission.domain.Submission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what is decided about drops, and which of them wait. What the ledger says is what is announced. */
final class DropDecisions {

    private final Ledger ledger;
    private final WaitingDrops waitingDrops;
    private final Tally tally;

    DropDecisions(Ledger ledger, WaitingDrops waitingDrops, Tally tally) {
        this.ledger = ledger;
        this.waitingDrops = waitingDrops;
        this.tally = tally;
    }

    Optional<Ledger.Entry> find(SubmissionId submission) {
        return ledger.find(submission);
    }

    void lookBegins(SubmissionId submission) {
        waitingDrops.lookBegins(submission);
    }

    /** Ends a look at a drop that goes on waiting; false when something that it waits for arrived meanwhile. */
    boolean lookEnds(Ledger.WaitingDrop drop, List<Missing> missing) {
        ledger.startWaiting(drop);
        return waitingDrops.lookEnds(drop, missing);
    }

    void stopWaiting(SubmissionId submission) {
        waitingDrops.remove(submission);
        ledger.stopWaiting(submission);
    }

    Reaction accepted(Ledger.@Nullable Entry before, SubmissionAccepted accepted) {
        return record(before, new Submission.Accepted(accepted), () -> tally.accepted(accepted));
    }

    Reaction rejected(Ledger.@Nullable Entry before, SubmissionRejected rejected) {
        return record(before, new Submission.Rejected(rejected), () -> tally.rejected(rejected));
    }

    Reaction waiting(Ledger.@Nullable Entry before, Submission.Waiting waiting) {
        return before != null && before.submission().equals(waiting)
                ? Reaction.announce(waiting.announcement())
                : record(before, waiting, () -> {});
    }

    /** Announces a decision that stands. */
    Reaction settled(Submission submission) {
        stopWaiting(submission.trigger().submission());
        return Reaction.announce(submission.announcement());
    }

    /** Writes the decision down unless somebody else has decided; what counts is announced. */
    private Reaction record(Ledger.@Nullable Entry before, Submission after, Runnable counted) {
        SubmissionId id = after.trigger().submission();
        boolean ours = before == null ? ledger.insert(after) : ledger.replace(before, after);
        if (!ours) {
            return ledger.find(id)
                    .map(entry -> Reaction.announce(entry.submission().announcement()))
                    .orElseThrow(() -> new IllegalStateException("a decision vanished: " + id));
        }
        counted.run();
        if (before != null && !(after instanceof Submission.Waiting)) {
            stopWaiting(id);
        }
        return Reaction.announce(after.announcement());
    }
}
