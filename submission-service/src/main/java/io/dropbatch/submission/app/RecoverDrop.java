package io.dropbatch.submission.app;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.submission.app.port.Tally;
import io.dropbatch.submission.domain.SeenBlob;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Decides about a drop whose event or follow-up was lost, and rejects one at which every attempt fails. */
final class RecoverDrop {

    /** Longer than storage is usually away. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final AcceptDrop acceptDrop;
    private final Consumer<Reaction> announce;
    private final Tally tally;
    private final Setbacks setbacks;

    /** @param announce sends what was decided, and throws when it cannot */
    RecoverDrop(AcceptDrop acceptDrop, Consumer<Reaction> announce, Tally tally, Clock clock) {
        this.acceptDrop = acceptDrop;
        this.announce = announce;
        this.tally = tally;
        this.setbacks = new Setbacks(clock, PATIENCE);
    }

    /** A drop that has waited beyond its deadline. */
    void overdue(SubmissionId submission) {
        announce.accept(decided(submission, () -> acceptDrop.lookNow(submission), () -> acceptDrop.giveUp(submission)));
    }

    /** A trigger that nobody has handled. */
    void unheard(SubmissionId submission, SeenBlob trigger) {
        Reaction reaction = decided(submission, () -> acceptDrop.accept(trigger), () -> acceptDrop.giveUp(trigger));
        if (!reaction.announcements().isEmpty()) {
            tally.recovered();
        }
        announce.accept(reaction);
    }

    private Reaction decided(SubmissionId submission, Supplier<Reaction> decision, Supplier<Reaction> givingUp) {
        try {
            Reaction reaction = decision.get();
            setbacks.over(submission.value());
            return reaction;
        } catch (RuntimeException e) {
            if (!setbacks.isHopeless(submission.value())) {
                throw e;
            }
            return givingUp.get();
        }
    }
}
