package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.JobScheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A level whose tasks are waited for.
 *
 * @param tasks of the level
 * @param ended the tasks that Batch called completed, failed ones included
 * @param newest the newest transition seen, by Batch's clock; the epoch before the first
 * @param swept what {@code newest} was when a sweep last looked
 * @param movedAt when a task was last found to have ended, or the level began
 * @param lookedAt when Batch was last asked
 * @param hold what keeps the level from making progress
 */
public record Watching(
        WatchedJob job,
        int level,
        int tasks,
        TaskSet ended,
        TaskSet failed,
        Instant newest,
        Instant swept,
        Instant movedAt,
        Instant lookedAt,
        Reported reported,
        @Nullable Hold hold)
        implements Watch {

    /** A level that was just put on Batch. */
    public static Watching begin(JobScheduled scheduled, Instant now) {
        return new Watching(
                WatchedJob.of(scheduled),
                scheduled.level(),
                scheduled.tasks(),
                TaskSet.none(),
                TaskSet.none(),
                Instant.EPOCH,
                Instant.EPOCH,
                now,
                Instant.EPOCH,
                new Reported(0, Instant.EPOCH),
                null);
    }

    /** Transitions before this are not looked at again; the epoch for all of them. */
    public Instant since(Look look, Look.Overlaps overlaps) {
        return switch (look) {
            case SIGNAL -> notBeforeEpoch(newest.minus(overlaps.signal()));
            case SWEEP -> notBeforeEpoch(swept.minus(overlaps.sweep()));
            case FULL -> Instant.EPOCH;
        };
    }

    public boolean isComplete() {
        return ended.count() >= tasks;
    }

    /** How many tasks are not known to have ended. */
    public int open() {
        return tasks - ended.count();
    }

    /** How many finished tasks of the whole job are known: a level begins only when all before it have ended. */
    public int knownOfJob() {
        return job.tasksBefore(level) + ended.count();
    }

    public Watching looked(Look look, Instant now) {
        Instant mark = look == Look.SIGNAL ? swept : newest;
        return new Watching(job, level, tasks, ended, failed, newest, mark, movedAt, now, reported, hold);
    }

    /** Whether there is progress to announce, and the last announcement is long enough ago. */
    public boolean owesProgress(Instant now, Duration interval) {
        return reported.ended() != ended.count() && !now.isBefore(reported.at().plus(interval));
    }

    /** When progress that was held back is to be announced; empty when there is none. */
    public Optional<Instant> progressDue(Duration interval) {
        return reported.ended() == ended.count()
                ? Optional.empty()
                : Optional.of(reported.at().plus(interval));
    }

    public Watching progressReported(Instant now) {
        Reported latest = new Reported(ended.count(), now);
        return new Watching(job, level, tasks, ended, failed, newest, swept, movedAt, lookedAt, latest, hold);
    }

    public Watching held(@Nullable Hold current) {
        return new Watching(job, level, tasks, ended, failed, newest, swept, movedAt, lookedAt, reported, current);
    }

    /** The level as Batch's whole record shows it: a task that was started again has not ended any more. */
    public Watching corrected(TaskSet recorded) {
        return new Watching(
                job, level, tasks, recorded, TaskSet.none(), newest, Instant.EPOCH, movedAt, lookedAt, reported, hold);
    }

    public Settled settled() {
        return new Settled(job, level);
    }

    private static Instant notBeforeEpoch(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
    }
}
