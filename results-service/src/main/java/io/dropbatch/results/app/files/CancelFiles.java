package io.dropbatch.results.app.files;

import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.status.DropAccount;
import java.util.Optional;

/**
 * Cancels files that are drops by themselves: one, whose job goes on for the others, or all of a job. Where a single file
 * is, in which job or in none, is known to submission-service, which rejects it or says so.
 */
public final class CancelFiles {

    private final TellStatus status;
    private final ConcludeFiles conclude;
    private final ResultTelemetry telemetry;

    public CancelFiles(TellStatus status, ConcludeFiles conclude, ResultTelemetry telemetry) {
        this.status = status;
        this.conclude = conclude;
        this.telemetry = telemetry;
    }

    /** Whether a wish is about a file by itself, or about a job that files share. */
    public static boolean concerns(CancelRequested fact) {
        return fact.submission().isRolling() || !fact.trigger().completesDrop();
    }

    /** Somebody wants a file, or all files of a job, to be cancelled. */
    public HandlerResult requested(CancelRequested fact) {
        DropAccount account = status.asked(fact);
        if (account.cancel() == null) {
            telemetry.late(fact);
            return HandlerResult.none();
        }
        return fact.submission().isRolling() ? toCancel(account) : HandlerResult.none();
    }

    /** A job that files share was accepted, of which somebody may have wanted before that it be cancelled. */
    public HandlerResult accepted(SubmissionAccepted fact) {
        return status.accepted(fact)
                .and(status.account(fact.submission())
                        .filter(account -> account.cancel() != null)
                        .map(CancelFiles::toCancel)
                        .orElse(HandlerResult.none()));
    }

    /** A file that is to be cancelled is a task of a job. */
    public HandlerResult located(CancelLocated fact) {
        return conclude.cancelled(fact);
    }

    /** Gives the files of a job outcomes, since somebody wants all of them to be cancelled. */
    public HandlerResult cancel(ResultsCommand.CancelFiles command) {
        return status.account(command.job().submission())
                .flatMap(account -> Optional.ofNullable(account.cancel()))
                .map(request -> conclude.cancelled(command.job(), request))
                .orElse(HandlerResult.none());
    }

    /** There may be thousands of them: a message of its own may take its time. */
    private static HandlerResult toCancel(DropAccount account) {
        return account.isAccepted()
                ? HandlerResult.command(
                        new ResultsCommand.CancelFiles(JobId.of(account.status().submission(), 1)))
                : HandlerResult.none();
    }
}
