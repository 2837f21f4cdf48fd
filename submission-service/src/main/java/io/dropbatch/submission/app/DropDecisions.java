package io.dropbatch.submission.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.MissingInput;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.domain.Submission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the decisions about drops and which drops wait, and announces only what is stored. */
final class DropDecisions {

    private final DropDecisionStore ledger;
    private final WaitingDrops waitingDrops;
    private final DecisionMetrics metrics;

    DropDecisions(DropDecisionStore ledger, WaitingDrops waitingDrops, DecisionMetrics metrics) {
        this.ledger = ledger;
        this.waitingDrops = waitingDrops;
        this.metrics = metrics;
    }

    Optional<DropDecisionStore.Entry> find(SubmissionId submission) {
        return ledger.find(submission);
    }

    void lookBegins(SubmissionId submission) {
        waitingDrops.lookBegins(submission);
    }

    /** Ends a look at a drop that still waits; false when one of its missing inputs arrived during the look. */
    boolean lookEnds(DropDecisionStore.WaitingDrop drop, List<MissingInput> missing) {
        ledger.startWaiting(drop);
        return waitingDrops.lookEnds(drop, missing);
    }

    void stopWaiting(SubmissionId submission) {
        waitingDrops.remove(submission);
        ledger.stopWaiting(submission);
    }

    HandlerResult accepted(DropDecisionStore.@Nullable Entry before, SubmissionAccepted accepted) {
        return record(before, new Submission.Accepted(accepted), () -> metrics.accepted(accepted));
    }

    HandlerResult rejected(DropDecisionStore.@Nullable Entry before, SubmissionRejected rejected) {
        return record(before, new Submission.Rejected(rejected), () -> metrics.rejected(rejected));
    }

    HandlerResult waiting(DropDecisionStore.@Nullable Entry before, Submission.Waiting waiting) {
        return before != null && before.submission().equals(waiting)
                ? HandlerResult.announce(waiting.announcement())
                : record(before, waiting, () -> {});
    }

    /** Counts an event about a drop that was decided before. */
    void repeated() {
        metrics.repeated();
    }

    /** Announces a stored decision. */
    HandlerResult settled(Submission submission) {
        stopWaiting(submission.trigger().submission());
        return HandlerResult.announce(submission.announcement());
    }

    /** Stores the decision unless another process has stored one; announces the stored decision. */
    private HandlerResult record(DropDecisionStore.@Nullable Entry before, Submission after, Runnable counted) {
        SubmissionId id = after.trigger().submission();
        boolean ours = before == null ? ledger.insert(after) : ledger.replace(before, after);
        if (!ours) {
            return ledger.find(id)
                    .map(entry -> HandlerResult.announce(entry.submission().announcement()))
                    .orElseThrow(() -> new IllegalStateException("a decision vanished: " + id));
        }
        counted.run();
        if (before != null && !(after instanceof Submission.Waiting)) {
            stopWaiting(id);
        }
        return HandlerResult.announce(after.announcement());
    }
}
