package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the wish of somebody that a drop be cancelled, and announces it if anything can come of it. */
public final class RequestCancel {

    private final DropAccountStore accounts;
    private final Consumer<HandlerResult> announce;
    private final Clock clock;

    /** @param announce sends what was asked for, and throws when it cannot */
    public RequestCancel(DropAccountStore accounts, Consumer<HandlerResult> announce, Clock clock) {
        this.accounts = accounts;
        this.announce = announce;
        this.clock = clock;
    }

    /** What comes of the wish. */
    public sealed interface Answer {

        /** It is announced, and the drop is going to end. */
        record Announced(DropStatus status) implements Answer {}

        /** The drop has its outcome, which stays. */
        record Ended(DropStatus status) implements Answer {}
    }

    /**
     * @param by who asks, as far as is known
     * @return empty when there is no such drop
     */
    public Optional<Answer> request(SubmissionId submission, String by) {
        return accounts.find(submission).map(held -> request(held.account(), by));
    }

    /** Whether the drop would be cancelled. */
    public static boolean isPossible(DropAccount account) {
        return !account.status().state().isFinal() && account.cancel() == null;
    }

    private Answer request(DropAccount account, String by) {
        DropStatus status = account.status();
        if (status.state().isFinal()) {
            return new Answer.Ended(status);
        }
        CancelRequest request = new CancelRequest(by, CancelRequest.Route.API, clock.instant());
        announce.accept(HandlerResult.announce(account.wish(request)));
        return new Answer.Announced(status);
    }
}
