package io.dropbatch.results.domain.status;

import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PauseState;
import io.dropbatch.model.result.UserAnswer;
import java.time.Instant;
import java.util.Optional;

/** Which drops can pause: those that have a job and no outcome. */
public final class PauseRules {

    private PauseRules() {}

    /** Why a drop can neither pause nor be resumed; empty if it can. */
    public static Optional<String> objection(DropAccount account) {
        DropStatus status = account.status();
        if (status.submission().isRolling() || !account.trigger().completesDrop()) {
            return Optional.of("A file that is a drop by itself shares its job with others, so it cannot pause alone.");
        }
        if (status.state().isFinal()) {
            return Optional.of("The drop has ended already and stays as it is.");
        }
        return status.state().compareTo(DropStatus.State.QUEUED) < 0
                ? Optional.of("The drop has no job yet that could pause: ask again when it is queued or on Batch.")
                : Optional.empty();
    }

    /** Whether a wish was uttered no later than one that has been fulfilled. */
    static boolean isOutdated(DropStatus status, Instant at) {
        PauseState last = status.pause();
        return last != null && !at.isAfter(last.request().at());
    }

    /** The account with why nothing comes of a wish by a marker; the same if something does. */
    public static DropAccount answered(DropAccount account, String wish, Instant at) {
        return isOutdated(account.status(), at)
                ? account
                : objection(account)
                        .map(words -> account.answering(new UserAnswer("Not " + wish + ". " + words, at)))
                        .orElse(account);
    }
}
