package io.dropbatch.results.domain.status;

import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The statuses of files that are submissions by themselves, and of the jobs that they share. */
public record FileStatusStory(StatusStory story) {

    public DropStatus received(SubmissionReceived fact) {
        String message =
                ("Received. It is processed in one job with the files that arrive at about the same time, which"
                                + " goes off by %s; how far that job has come: %s_status.json.")
                        .formatted(
                                fact.sealedBy().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1),
                                fact.trigger().folder() + "/");
        return new DropStatusBuilder(story, State.WAITING, message).build();
    }

    /** The file is tried again. */
    public DropStatus retried(UserRequest request) {
        String message =
                "It is processed again, asked for by %s, in one job with the files that arrive at about the same time."
                        .formatted(request.by());
        return new DropStatusBuilder(story, State.WAITING, message).build();
    }

    /**
     * The end of a job whose files have outcomes of their own.
     *
     * @param firstFailure absent when at least one file is ready
     */
    public DropStatus ended(JobId job, Progress progress, int ready, @Nullable Failure firstFailure) {
        int failed = progress.total() - ready;
        String message = "Done: %d of %d files ready%s. Each has a status and a result of its own."
                .formatted(ready, progress.total(), failed == 0 ? "" : ", " + failed + " failed");
        DropStatusBuilder status = new DropStatusBuilder(
                        story, firstFailure == null ? State.READY : State.FAILED, message)
                .job(job)
                .progress(progress);
        return firstFailure == null
                ? status.build()
                : status.failure(firstFailure).build();
    }
}
