package io.dropbatch.model.trace;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * What a service does because of one event, in one message or in several: a span between that event and those that it
 * announces in the end.
 *
 * @param parent absent at the root of the trace
 */
public record TraceStep(TraceParent place, @Nullable TraceParent parent, String name) {

    /** What follows from an event. */
    public static TraceStep handling(DomainEvent event) {
        return handling(event.type(), TraceParent.of(event));
    }

    /** The decision about a drop. */
    public static TraceStep deciding(SubmissionId submission) {
        return new TraceStep(TraceParent.root(submission), null, "drop");
    }

    /** Everything until all tasks of a level are on Batch. */
    public static TraceStep scheduling(JobId job, int level) {
        if (level > 0) {
            return handling(EventType.LEVEL_VERIFIED, job, occurrence(job, level - 1));
        }
        return job.attempt() == 1
                ? handling(EventType.SUBMISSION_ACCEPTED, job, "accepted")
                : handling(EventType.JOB_RETRIED, job, Integer.toString(job.attempt()));
    }

    /** The look that finds the end of a level. */
    public static TraceStep observing(JobId job, int level) {
        return handling(EventType.JOB_SCHEDULED, job, occurrence(job, level));
    }

    private static TraceStep handling(EventType cause, JobId job, String occurrence) {
        return handling(cause, TraceParent.of(cause, job.submission(), occurrence));
    }

    private static TraceStep handling(EventType cause, TraceParent parent) {
        return new TraceStep(parent.child("handled"), parent, "handle " + cause.shortName());
    }

    private static String occurrence(JobId job, int level) {
        return job.attempt() + ":" + level;
    }
}
