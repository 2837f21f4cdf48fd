package io.dropbatch.localazure.batch.engine.model.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job schedule's state at one moment; each method is a transition to the next.
 *
 * @param jobs the number of jobs that it has created
 * @param served the scheduled time of the last one
 */
public record JobScheduleStatus(
        JobScheduleState state,
        Instant since,
        @Nullable JobScheduleState previous,
        @Nullable Instant previousSince,
        int jobs,
        @Nullable Instant served,
        @Nullable Instant endTime) {

    public static JobScheduleStatus created(Instant now) {
        return new JobScheduleStatus(JobScheduleState.ACTIVE, now, null, null, 0, null, null);
    }

    public JobScheduleStatus to(JobScheduleState next, Instant now) {
        return new JobScheduleStatus(next, now, state, since, jobs, served, endTime);
    }

    public JobScheduleStatus completed(Instant now) {
        return new JobScheduleStatus(JobScheduleState.COMPLETED, now, state, since, jobs, served, now);
    }

    public JobScheduleStatus ran(Instant due) {
        return new JobScheduleStatus(state, since, previous, previousSince, jobs + 1, due, endTime);
    }
}
