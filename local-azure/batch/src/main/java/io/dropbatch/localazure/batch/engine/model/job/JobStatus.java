package io.dropbatch.localazure.batch.engine.model.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job's state at one moment; each method is a transition to the next. */
public record JobStatus(
        JobState state,
        Instant since,
        @Nullable JobState previous,
        @Nullable Instant previousSince,
        Instant startTime,
        @Nullable Instant endTime,
        @Nullable String terminateReason) {

    public static JobStatus created(Instant now) {
        return new JobStatus(JobState.ACTIVE, now, null, null, now, null, null);
    }

    /** While a job is disabled and enabled, {@code previous} keeps the state before that. */
    public JobStatus disabled(Instant now) {
        return new JobStatus(JobState.DISABLED, now, previous, previousSince, startTime, endTime, terminateReason);
    }

    public JobStatus to(JobState next, Instant now) {
        return new JobStatus(next, now, state, since, startTime, endTime, terminateReason);
    }

    public JobStatus terminating(String reason, Instant now) {
        return new JobStatus(JobState.TERMINATING, now, state, since, startTime, endTime, reason);
    }

    public JobStatus completed(Instant now) {
        return new JobStatus(JobState.COMPLETED, now, state, since, startTime, now, terminateReason);
    }
}
