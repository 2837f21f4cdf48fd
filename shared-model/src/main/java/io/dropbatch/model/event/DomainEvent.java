package io.dropbatch.model.event;

import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.SubmissionId;

/**
 * A fact that a service announces about a submission. Each record is the {@code data} of one event type and version;
 * its JSON Schema and a golden example lie under {@code events/<thing>-<fact>/v<n>/}.
 */
public sealed interface DomainEvent
        permits SubmissionHinted,
                SubmissionReceived,
                SubmissionWaiting,
                SubmissionAccepted,
                SubmissionRejected,
                CancelRequested,
                CancelLocated,
                RetryRequested,
                PauseRequested,
                ResumeRequested,
                SplitVerified,
                SplitPlanned,
                SplitRefused,
                JobQuoted,
                JobQueued,
                QueueMoved,
                JobScheduled,
                JobStarted,
                JobProgressed,
                JobStuck,
                JobMetered,
                JobClosed,
                JobCancelled,
                JobRetried,
                JobPaused,
                JobResumed,
                LevelCompleted,
                LevelVerified,
                TaskCompleted,
                TaskCancelled,
                OutputReady,
                OutputPartial,
                OutputFailed {

    /** The submission that the fact is about: the event's subject. */
    SubmissionId submission();

    /** The first folder of the drop: the workload's name, if it is one. */
    String workload();

    /** Distinguishes events of one type about one submission. */
    String occurrence();

    default EventType type() {
        return EventType.of(this);
    }

    /** Stable across retries of the same fact. */
    default EventId id() {
        return EventId.of(type().value(), submission(), occurrence());
    }
}
