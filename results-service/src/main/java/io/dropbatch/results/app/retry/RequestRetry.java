package io.dropbatch.results.app.retry;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.RetryRules;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the wish of somebody that a drop be tried again, and announces it if anything can come of it. */
public final class RequestRetry {

    private final DropAccountStore accounts;
    private final CurrentInputs inbox;
    private final Consumer<HandlerResult> announce;
    private final TellStatus status;
    private final Clock clock;

    /** @param announce sends what was asked for, and throws when it cannot */
    public RequestRetry(
            DropAccountStore accounts,
            CurrentInputs inbox,
            Consumer<HandlerResult> announce,
            TellStatus status,
            Clock clock) {
        this.accounts = accounts;
        this.inbox = inbox;
        this.announce = announce;
        this.status = status;
        this.clock = clock;
    }

    /** What comes of the wish. */
    public sealed interface Reply {

        /**
         * It is announced.
         *
         * @param attempt the number of the attempt that begins
         */
        record Begun(int attempt) implements Reply {}

        /** It is announced, and the file by itself waits for another job. */
        record Waits() implements Reply {}

        /** The drop is not one that failed, or no attempt at it can become ready. */
        record Refused(String words) implements Reply {}
    }

    /**
     * @param by who asks, as far as is known
     * @return empty when there is no such drop
     */
    public Optional<Reply> request(SubmissionId submission, String by) {
        return accounts.find(submission).map(held -> request(held.account(), by));
    }

    private Reply request(DropAccount account, String by) {
        Optional<String> objection =
                RetryRules.objection(account).or(() -> account.isFile() ? changed(account) : withoutTrigger(account));
        if (objection.isPresent()) {
            return new Reply.Refused(objection.get());
        }
        DropStatus failed = account.status();
        UserRequest request = new UserRequest(by, UserRequest.Route.API, clock.instant());
        RetryRequested asked = new RetryRequested(
                failed.submission(),
                failed.workload(),
                account.trigger(),
                request,
                account.isFile() ? account.job() : null);
        announce.accept(HandlerResult.announce(asked));
        // Whoever looks after the answer sees the attempt. Whoever hears of the wish does the same, and goes on.
        status.retried(asked);
        return account.isFile()
                ? new Reply.Waits()
                : new Reply.Begun(account.job().attempt() + 1);
    }

    private Optional<String> changed(DropAccount file) {
        return inbox.etag(file.trigger().path())
                        .filter(file.trigger().etag()::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("The file was replaced or deleted since it failed: what was uploaded since is processed"
                        + " by itself.");
    }

    /** The next attempt would be cancelled at once. */
    private Optional<String> withoutTrigger(DropAccount account) {
        return inbox.etag(account.trigger().path()).isPresent()
                ? Optional.empty()
                : Optional.of("The trigger of the drop was deleted, which cancels it: upload it again to start anew.");
    }
}
