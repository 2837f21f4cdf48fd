package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.retry.SweepPass;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Cancels drops in work whose trigger somebody has deleted, and files by themselves that were. A sweep, not an event: deletions of all inputs would have to
 * be delivered to see those of triggers, and one that is lost would go unseen all the same.
 */
public final class NoticeDeletedTriggers {

    private final DropAccountStore accounts;
    private final CurrentInputs inbox;
    private final Consumer<HandlerResult> announce;
    private final Clock clock;

    /** @param announce sends what was noticed, and throws when it cannot */
    public NoticeDeletedTriggers(
            DropAccountStore accounts, CurrentInputs inbox, Consumer<HandlerResult> announce, Clock clock) {
        this.accounts = accounts;
        this.inbox = inbox;
        this.announce = announce;
        this.clock = clock;
    }

    /** Looks at a bounded number of drops without an outcome. A failure at one drop does not stop the others. */
    public void sweep() {
        SweepPass.over(accounts.fewOpen(), this::lookAt);
    }

    private void lookAt(DropAccount account) {
        DropTrigger trigger = account.trigger();
        boolean hasTrigger = account.isFile()
                || (account.isAccepted() && DropTrigger.kindOf(trigger.path()).isPresent());
        // One that was replaced is another drop: this one goes on.
        if (hasTrigger && account.cancel() == null && inbox.etag(trigger.path()).isEmpty()) {
            CancelRequest request =
                    new CancelRequest("whoever deleted it", CancelRequest.Route.TRIGGER_DELETED, clock.instant());
            announce.accept(HandlerResult.announce(account.wish(request)));
        }
    }
}
