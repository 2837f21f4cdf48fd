package io.dropbatch.results.app;

import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.domain.status.DropAccount;
import java.util.Objects;

/**
 * Cancels drops. The wish is stored with the drop's account, as is its acceptance: whichever comes second finds the other
 * and cancels the job. A drop that is never accepted is rejected by submission-service.
 */
public final class CancelDrop {

    private final TellStatus status;
    private final ConcludeJob conclude;
    private final ResultTelemetry telemetry;

    public CancelDrop(TellStatus status, ConcludeJob conclude, ResultTelemetry telemetry) {
        this.status = status;
        this.conclude = conclude;
        this.telemetry = telemetry;
    }

    /** Somebody wants a drop to be cancelled. */
    public HandlerResult requested(CancelRequested fact) {
        DropAccount account = status.asked(fact);
        if (account.cancel() == null) {
            telemetry.late(fact);
            return HandlerResult.none();
        }
        return cancelled(account);
    }

    /** A drop was accepted, of which somebody may have wanted before that it be cancelled. */
    public HandlerResult accepted(SubmissionAccepted fact) {
        return status.accepted(fact)
                .and(status.account(fact.submission())
                        .filter(account -> account.cancel() != null)
                        .map(this::cancelled)
                        .orElse(HandlerResult.none()));
    }

    private HandlerResult cancelled(DropAccount account) {
        return account.isAccepted()
                ? conclude.cancel(account.status(), Objects.requireNonNull(account.cancel()))
                : HandlerResult.none();
    }
}
