package io.dropbatch.submission.app.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.Inbox;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a file that failed wait for another job, since somebody asked for it. The job that it failed in names the try: so
 * it is one, however often it was asked for.
 */
public final class RetryFile {

    private final Inbox inbox;
    private final JoinWindow joinWindow;

    public RetryFile(Inbox inbox, JoinWindow joinWindow) {
        this.inbox = inbox;
        this.joinWindow = joinWindow;
    }

    /** A drop of several files is of no concern here: results-service begins its next attempt. */
    public HandlerResult requested(RetryRequested fact) {
        @Nullable JobId failedJob = fact.failedJob();
        DropTrigger file = fact.trigger();
        if (failedJob == null || !file.container().equals(inbox.container())) {
            return HandlerResult.none();
        }
        SeenBlob asItWas = new SeenBlob(file.path(), 0, file.etag(), "", file.uploadedAt());
        Optional<SeenBlob> now;
        try {
            now = inbox.find(file.path());
        } catch (LastingFailureException e) {
            return joinWindow.refuseAgain(asItWas, failedJob, DropRefusals.lasting(e.words()));
        }
        return now.filter(blob -> isSame(blob, file))
                .map(blob -> joinWindow.again(blob, failedJob))
                .orElseGet(
                        () -> joinWindow.refuseAgain(asItWas, failedJob, DropRefusals.changedBeforeRetry(file.path())));
    }

    private boolean isSame(SeenBlob blob, DropTrigger file) {
        return blob.asTrigger(inbox.container()).submission().equals(file.submission());
    }
}
