package io.dropbatch.results.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.EventRoutes;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.codec.ExactJson;
import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.results.app.CancelDrop;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.ScheduleVerification;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.files.CancelFiles;
import io.dropbatch.results.app.files.ConcludeFiles;
import io.dropbatch.results.app.history.KeepAnnouncement;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.publish.PublishOutput;
import io.dropbatch.results.app.retry.RetryDrop;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that results-service receives to its use cases. */
public final class ResultsHandlers {

    private final CommandCodec<ResultsCommand> codec = new ResultsCommandCodec();
    private final MessageReceiver receiver;
    private final TellStatus tellStatus;
    private final ReadAhead readAhead;
    private final ScheduleVerification verification;
    private final ConcludeJob concludeJob;
    private final ConcludeFiles concludeFiles;
    private final CancelDrop cancelDrop;
    private final CancelFiles cancelFiles;
    private final RetryDrop retryDrop;
    private final Copies copies;

    /** What gives drops their outcomes, or a further attempt. */
    public record Conclusions(
            ConcludeJob job, ConcludeFiles files, CancelDrop cancel, CancelFiles cancelFiles, RetryDrop retry) {}

    /** What is done with everything that is announced. */
    public record Copies(KeepAnnouncement keep, PublishOutput publish) {}

    public ResultsHandlers(
            MessageReceiver receiver,
            TellStatus tellStatus,
            ReadAhead readAhead,
            ScheduleVerification verification,
            Conclusions conclusions,
            Copies copies) {
        this.receiver = receiver;
        this.tellStatus = tellStatus;
        this.readAhead = readAhead;
        this.verification = verification;
        this.concludeJob = conclusions.job();
        this.concludeFiles = conclusions.files();
        this.cancelDrop = conclusions.cancel();
        this.cancelFiles = conclusions.cancelFiles();
        this.retryDrop = conclusions.retry();
        this.copies = copies;
    }

    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "results.onSubmission",
                EventRoutes.none()
                        .on(SubmissionHinted.class, tellStatus::hinted)
                        .on(SubmissionReceived.class, tellStatus::received)
                        .on(SubmissionWaiting.class, tellStatus::waiting)
                        .on(SubmissionAccepted.class, this::accepted)
                        .on(CancelRequested.class, this::cancel)
                        .on(CancelLocated.class, cancelFiles::located)
                        .on(SplitVerified.class, itself -> HandlerResult.none())
                        .on(SplitPlanned.class, tellStatus::planned)
                        .on(SplitRefused.class, refused -> HandlerResult.none()) // job.closed tells it
                        .on(RetryRequested.class, retryDrop::requested)
                        .on(PauseRequested.class, tellStatus::asked)
                        .on(ResumeRequested.class, tellStatus::asked)
                        .on(SubmissionRejected.class, tellStatus::rejected));
    }

    public Consumer<Message<?>> onJob() {
        return receiver.announcements(
                "results.onJob",
                EventRoutes.none()
                        .on(JobQuoted.class, tellStatus::quoted)
                        .on(JobQueued.class, tellStatus::queued)
                        .on(QueueMoved.class, tellStatus::moved)
                        .on(JobScheduled.class, tellStatus::scheduled)
                        .on(JobStarted.class, tellStatus::started)
                        .on(JobMetered.class, tellStatus::metered)
                        .on(JobProgressed.class, this::progressed)
                        .on(JobStuck.class, tellStatus::stuck)
                        .on(JobPaused.class, tellStatus::paused)
                        .on(JobResumed.class, tellStatus::resumed)
                        .on(JobClosed.class, this::closed)
                        .on(LevelCompleted.class, this::completed)
                        .on(LevelVerified.class, itself -> HandlerResult.none()));
    }

    /** Only tasks of jobs that files share arrive here: the subscription's rule leaves out all others. */
    public Consumer<Message<?>> onTask() {
        return receiver.announcements(
                "results.onTask", EventRoutes.none().on(TaskCompleted.class, concludeFiles::completed));
    }

    /** Everything that is announced on any topic, whoever announced it. */
    public Consumer<Message<?>> onAnnouncement() {
        return receiver.copies("results.onAnnouncement", (event, body) -> {
            String text = ExactJson.tree(body).toString();
            copies.keep().keep(event.data(), text);
            return copies.publish().announced(event.data(), text);
        });
    }

    private HandlerResult accepted(SubmissionAccepted fact) {
        return fact.submission().isRolling() ? cancelFiles.accepted(fact) : cancelDrop.accepted(fact);
    }

    private HandlerResult cancel(CancelRequested fact) {
        return CancelFiles.concerns(fact) ? cancelFiles.requested(fact) : cancelDrop.requested(fact);
    }

    /** The end of a job that files share is in no hurry: their own results are announced already. */
    private HandlerResult completed(LevelCompleted level) {
        return level.submission().isRolling()
                ? HandlerResult.command(new ResultsCommand.VerifyLargeLevel(level))
                : verification.completed(level);
    }

    private HandlerResult closed(JobClosed closed) {
        return closed.submission().isRolling() ? concludeFiles.closed(closed) : concludeJob.closed(closed);
    }

    public Consumer<Message<?>> onWork() {
        return receiver.commands("results.onWork", codec, this::obey);
    }

    private HandlerResult progressed(JobProgressed progress) {
        return tellStatus.progressed(progress).and(readAhead.progressed(progress));
    }

    private HandlerResult obey(ResultsCommand command) {
        return switch (command) {
            case ResultsCommand.VerifyLargeLevel verify
            when verify.level().submission().isRolling() -> concludeFiles.completed(verify.level());
            case ResultsCommand.VerifyLargeLevel verify -> verification.verify(verify);
            case ResultsCommand.ReadMarkers read -> readAhead.read(read);
            case ResultsCommand.BeginAttempt begin -> retryDrop.begin(begin);
            case ResultsCommand.CancelFiles cancel -> cancelFiles.cancel(cancel);
            case ResultsCommand.PublishOutcome publish -> copies.publish().publish(publish);
            case ResultsCommand.TellFile tell -> concludeFiles.tell(tell);
            case ResultsCommand.TellOutcome tell -> tellStatus.retry(tell);
        };
    }
}
