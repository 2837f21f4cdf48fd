package io.dropbatch.results.app.retry;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.PauseRules;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the wish of somebody that a drop pause or go on, and announces it unless nothing can come of it. */
public final class RequestPause {

    private final DropAccountStore accounts;
    private final Consumer<HandlerResult> announce;
    private final Clock clock;

    /** @param announce sends what was asked for, and throws when it cannot */
    public RequestPause(DropAccountStore accounts, Consumer<HandlerResult> announce, Clock clock) {
        this.accounts = accounts;
        this.announce = announce;
        this.clock = clock;
    }

    /** What comes of the wish. */
    public sealed interface Reaction {

        /** It is announced. */
        record Announced() implements Reaction {}

        /** The drop does already what is wanted of it; it is announced all the same, since another wish may be on its way. */
        record Already() implements Reaction {}

        /** The drop has no job, or has ended. */
        record Refused(String words) implements Reaction {}
    }

    /**
     * @param by who asks, as far as is known
     * @param pause whether it is to pause, rather than go on
     * @return empty when there is no such drop
     */
    public Optional<Reaction> request(SubmissionId submission, String by, boolean pause) {
        return accounts.find(submission).map(held -> request(held.account(), by, pause));
    }

    private Reaction request(DropAccount account, String by, boolean pause) {
        Optional<String> objection = PauseRules.objection(account);
        if (objection.isPresent()) {
            return new Reaction.Refused(objection.get());
        }
        DropStatus status = account.status();
        UserRequest request = new UserRequest(by, UserRequest.Route.API, clock.instant());
        announce.accept(HandlerResult.announce(
                pause
                        ? new PauseRequested(status.submission(), status.workload(), account.trigger(), request)
                        : new ResumeRequested(status.submission(), status.workload(), account.trigger(), request)));
        return status.pauses() == pause ? new Reaction.Already() : new Reaction.Announced();
    }
}
