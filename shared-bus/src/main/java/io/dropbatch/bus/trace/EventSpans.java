package io.dropbatch.bus.trace;

import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
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
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceParent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part an event has in its drop's trace. */
final class EventSpans {

    /** The trace of the job that led to a file's outcome. */
    static final String JOB_TRACE = "jobTrace";

    private EventSpans() {}

    /** Reports that follow each other by the second are none, and the span of a task's end is the task. */
    static boolean isSpan(DomainEvent event) {
        return switch (event) {
            case JobProgressed progress -> false;
            case QueueMoved moved -> false;
            case JobMetered metered -> false;
            case TaskCompleted task -> false;
            case SubmissionHinted hinted -> true;
            case SubmissionReceived received -> true;
            case SubmissionWaiting waiting -> true;
            case SubmissionAccepted accepted -> true;
            case SubmissionRejected rejected -> true;
            case CancelRequested requested -> true;
            case CancelLocated located -> true;
            case SplitVerified verified -> true;
            case SplitPlanned planned -> true;
            case SplitRefused refused -> true;
            case RetryRequested requested -> true;
            case PauseRequested requested -> true;
            case ResumeRequested requested -> true;
            case JobQuoted quoted -> true;
            case JobQueued queued -> true;
            case JobScheduled scheduled -> true;
            case JobStarted started -> true;
            case JobStuck stuck -> true;
            case JobClosed closed -> true;
            case JobCancelled cancelled -> true;
            case TaskCancelled cancelled -> true;
            case JobRetried retried -> true;
            case JobPaused paused -> true;
            case JobResumed resumed -> true;
            case LevelCompleted completed -> true;
            case LevelVerified verified -> true;
            case OutputReady ready -> true;
            case OutputPartial partial -> true;
            case OutputFailed failed -> true;
        };
    }

    /** Whether the step that announces it has done what it was for. */
    static boolean endsStep(DomainEvent event) {
        return switch (event) {
            case SubmissionHinted hinted -> true;
            case SubmissionReceived received -> true;
            case SubmissionAccepted accepted -> true;
            case SubmissionRejected rejected -> true;
            case JobScheduled scheduled -> true;
            case JobClosed closed -> true;
            case LevelCompleted completed -> true;
            case LevelVerified verified -> true;
            case SplitPlanned planned -> true;
            case SplitRefused refused -> true;
            case OutputReady ready -> true;
            case OutputPartial partial -> true;
            case OutputFailed failed -> true;
            case SplitVerified verified -> false;
            case SubmissionWaiting waiting -> false;
            case CancelRequested requested -> false;
            case CancelLocated located -> false;
            case RetryRequested requested -> false;
            case PauseRequested requested -> false;
            case ResumeRequested requested -> false;
            case JobCancelled cancelled -> false;
            case TaskCancelled cancelled -> false;
            case JobRetried retried -> false;
            case JobPaused paused -> false;
            case JobResumed resumed -> false;
            case JobQuoted quoted -> false;
            case JobQueued queued -> false;
            case QueueMoved moved -> false;
            case JobStarted started -> false;
            case JobProgressed progress -> false;
            case JobStuck stuck -> false;
            case JobMetered metered -> false;
            case TaskCompleted task -> false;
        };
    }

    /** The announcement of an event, which what follows from it has as its parent. */
    static DropSpan of(DomainEvent event, TraceParent step, DropSpan.Period sending) {
        return new DropSpan(
                        TraceParent.of(event),
                        step,
                        event.type().shortName(),
                        DropSpan.Kind.PRODUCER,
                        sending,
                        Map.of("eventId", event.id().value()))
                .with(DropSpan.ERROR, codeOf(event))
                .with(JOB_TRACE, jobTraceOf(event));
    }

    /** A file that is a drop by itself has its outcome from a job that it shares, whose trace is another. */
    private static @Nullable String jobTraceOf(DomainEvent event) {
        @Nullable
        JobId job = switch (event) {
            case OutputReady ready -> ready.job();
            case OutputFailed failed -> failed.job();
            default -> null;
        };
        return job == null || job.submission().equals(event.submission())
                ? null
                : TraceParent.traceOf(job.submission());
    }

    /** When the trigger of a decision about a drop was uploaded: the step began then, whoever took it. */
    static Optional<Instant> uploadOf(DomainEvent event) {
        return switch (event) {
            case SubmissionReceived received -> Optional.of(received.trigger().uploadedAt());
            case SubmissionAccepted accepted -> Optional.of(accepted.trigger().uploadedAt());
            case SubmissionRejected rejected -> Optional.of(rejected.trigger().uploadedAt());
            default -> Optional.empty();
        };
    }

    static @Nullable FailureCode codeOf(DomainEvent event) {
        @Nullable
        Failure failure = switch (event) {
            case SubmissionRejected rejected -> rejected.failure();
            case LevelCompleted completed -> completed.failure();
            case JobClosed closed -> closed.failure();
            case SplitRefused refused -> refused.failure();
            case OutputFailed failed -> failed.failure();
            default -> null;
        };
        return failure == null ? null : failure.code();
    }
}
