package io.dropbatch.submission.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DecisionMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Decides about a drop whose event or follow-up was lost, and rejects a drop for which every attempt fails. */
final class RecoverDrop {

    /** Longer than a usual outage of storage. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final AcceptDrop acceptDrop;
    private final AdviseOwner adviseOwner;
    private final Consumer<HandlerResult> announce;
    private final DecisionMetrics metrics;
    private final FailureHistory failures;

    /** @param announce sends what was decided, and throws when it cannot */
    RecoverDrop(
            AcceptDrop acceptDrop,
            AdviseOwner adviseOwner,
            Consumer<HandlerResult> announce,
            DecisionMetrics metrics,
            Clock clock) {
        this.acceptDrop = acceptDrop;
        this.adviseOwner = adviseOwner;
        this.announce = announce;
        this.metrics = metrics;
        this.failures = new FailureHistory(clock, PATIENCE);
    }

    /** Decides about a drop that has waited beyond its deadline. */
    void overdue(SubmissionId submission) {
        announce.accept(decided(submission, () -> acceptDrop.lookNow(submission), () -> acceptDrop.giveUp(submission)));
    }

    /** Decides about the drop of a trigger that was not handled. */
    void unheard(SubmissionId submission, SeenBlob trigger) {
        HandlerResult result = decided(submission, () -> acceptDrop.accept(trigger), () -> acceptDrop.giveUp(trigger));
        if (!result.announcements().isEmpty()) {
            metrics.recovered();
        }
        announce.accept(result);
    }

    /** Tells the owner about a file that looks like a trigger, and whose event may have been lost. */
    void misnamed(SeenBlob file) {
        HandlerResult hint = adviseOwner.advise(file);
        if (!hint.announcements().isEmpty()) {
            announce.accept(hint);
        }
    }

    private HandlerResult decided(
            SubmissionId submission, Supplier<HandlerResult> decision, Supplier<HandlerResult> givingUp) {
        try {
            HandlerResult result = decision.get();
            failures.over(submission.value());
            return result;
        } catch (RuntimeException e) {
            if (!failures.isHopeless(submission.value())) {
                throw e;
            }
            return givingUp.get();
        }
    }
}
