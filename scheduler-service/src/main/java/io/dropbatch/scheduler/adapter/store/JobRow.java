package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.domain.JobHold;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as a table row: the state's name, the job's constant facts, and the fields that only some states have. */
public record JobRow(
        State state,
        JobFacts facts,
        Instant since,
        @Nullable PoolSpec pool,
        @Nullable SubmissionPosition position,
        int tries,
        int level,
        @Nullable Instant next,
        @Nullable Failure reason,
        @Nullable JobMeter meter,
        @Nullable JobHold hold) {

    /** The states by name. */
    public enum State {
        QUEUED,
        SUBMITTING,
        RUNNING,
        CLOSED
    }

    static JobRow of(ScheduledJob job) {
        return switch (job) {
            case Queued(var facts, var pool, var reason, var notBefore, var hold) ->
                new JobRow(State.QUEUED, facts, notBefore, pool, null, 0, 0, null, reason, null, hold);
            case Submitting(var facts, var pool, var position, var tries, var since, var next, var hold) ->
                new JobRow(
                        State.SUBMITTING,
                        facts,
                        since,
                        pool,
                        position,
                        tries,
                        position.level(),
                        next,
                        null,
                        null,
                        hold);
            case Running(var facts, var pool, var level, var since, var hold) ->
                new JobRow(State.RUNNING, facts, since, pool, null, 0, level, null, null, null, hold);
            case Closed(var facts, var failure, var closedAt, var meter) ->
                new JobRow(State.CLOSED, facts, closedAt, null, null, 0, 0, null, failure, meter, null);
        };
    }

    ScheduledJob job() {
        return switch (state) {
            case QUEUED -> new Queued(facts, required(pool), reason, since, hold);
            case SUBMITTING ->
                new Submitting(facts, required(pool), required(position), tries, since, required(next), hold);
            case RUNNING -> new Running(facts, required(pool), level, since, hold);
            case CLOSED -> new Closed(facts, reason, since, meter);
        };
    }

    private <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a row of a " + state + " job lacks a value");
        }
        return value;
    }
}
