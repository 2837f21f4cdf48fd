package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.StatusOrder;
import java.util.Optional;

/**
 * Writes an account's status beside its trigger. Only instances of this service write there; a status is replaced only
 * by a later one, or by the status of a newer upload.
 */
public final class PostStatus {

    private static final int TRIES = 20;

    private final StatusBoard board;
    private final CurrentInputs inputs;
    private final RecentValues<String, StatusBoard.Posted> known = new RecentValues<>();

    public PostStatus(StatusBoard board, CurrentInputs inputs) {
        this.board = board;
        this.inputs = inputs;
    }

    void post(DropAccount account) {
        DropTrigger trigger = account.trigger();
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StatusBoard.Posted> before = known.find(trigger.prefix()).or(() -> board.read(trigger));
            if (before.isPresent() && !isDue(before.get(), account)) {
                known.put(trigger.prefix(), before.get());
                return;
            }
            Optional<StatusBoard.Posted> after = before.isEmpty()
                    ? board.post(trigger, account.status())
                    : board.replace(trigger, before.get(), account.status());
            if (after.isPresent()) {
                known.put(trigger.prefix(), after.get());
                return;
            }
            known.forget(trigger.prefix());
        }
        throw new IllegalStateException("the status beside " + trigger.path() + " is written by too many at once");
    }

    private boolean isDue(StatusBoard.Posted posted, DropAccount account) {
        if (posted.status().submission().equals(account.status().submission())) {
            return StatusOrder.advances(posted.status(), account.status());
        }
        int age =
                posted.status().triggerUploadedAt().compareTo(account.trigger().uploadedAt());
        return age < 0 || (age == 0 && isCurrent(account.trigger()));
    }

    /** Storage gives upload times in whole seconds: of two uploads within one second, the present blob is the newer. */
    private boolean isCurrent(DropTrigger trigger) {
        return inputs.etag(trigger.path()).filter(trigger.etag()::equals).isPresent();
    }
}
