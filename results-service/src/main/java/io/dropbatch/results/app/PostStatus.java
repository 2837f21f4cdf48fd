package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.HintStory;
import io.dropbatch.results.domain.status.StatusOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

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
        post(InboxLayout.status(account.trigger()), account.status(), posted -> isDue(posted, account));
    }

    /** Posts a hint where no submission has a status. */
    void post(SubmissionHinted fact, Instant now) {
        DropStatus hint = HintStory.hint(fact.file(), fact.message(), now);
        HintStory.places(fact).forEach(path -> post(path, hint, posted -> isDue(posted, hint)));
    }

    private void post(String path, DropStatus status, Predicate<StatusBoard.Posted> isDue) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StatusBoard.Posted> before = known.find(path).or(() -> board.read(path));
            if (before.isPresent() && !isDue.test(before.get())) {
                known.put(path, before.get());
                return;
            }
            Optional<StatusBoard.Posted> after =
                    before.isEmpty() ? board.post(path, status) : board.replace(path, before.get(), status);
            if (after.isPresent()) {
                known.put(path, after.get());
                return;
            }
            known.forget(path);
        }
        throw new IllegalStateException("the status " + path + " is written by too many at once");
    }

    private static boolean isDue(StatusBoard.Posted posted, DropStatus hint) {
        DropStatus before = posted.status();
        return before.state() == DropStatus.State.NOT_STARTED
                && !before.triggerUploadedAt().isAfter(hint.triggerUploadedAt())
                && !StatusOrder.sameWords(before, hint);
    }

    private boolean isDue(StatusBoard.Posted posted, DropAccount account) {
        if (posted.status().state() == DropStatus.State.NOT_STARTED) {
            return true;
        }
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
