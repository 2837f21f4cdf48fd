package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.JobScheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A level with open tasks.
 *
 * @param tasks of the level
 * @param hold what keeps the level from making progress
 */
public record WatchedLevel(
        WatchedJob job,
        int level,
        int tasks,
        LevelProgress progress,
        LevelTimeline timeline,
        @Nullable ProgressHold hold)
        implements LevelWatch {

    /** A level that was just put on Batch. */
    public static WatchedLevel begin(JobScheduled scheduled, Instant now) {
        WatchedJob job = WatchedJob.of(scheduled);
        return new WatchedLevel(
                job,
                scheduled.level(),
                scheduled.tasks(),
                LevelProgress.none(scheduled.level() > job.firstLevel()),
                LevelTimeline.begin(now),
                null);
    }

    public TaskSet ended() {
        return progress.ended();
    }

    public TaskSet failed() {
        return progress.failed();
    }

    /** Transitions before this are not looked at again; the epoch for all of them. */
    public Instant since(PollKind kind, PollKind.Overlaps overlaps) {
        return timeline.since(kind, overlaps);
    }

    public boolean isComplete() {
        return isComplete(ended().count());
    }

    /** Whether the level is over once so many of its tasks have ended on Batch. */
    public boolean isComplete(int endedTasks) {
        return endedTasks + carried() >= tasks;
    }

    /** How many tasks of the level an earlier attempt has computed: they count as done from the beginning. */
    public int carried() {
        return job.carriedOn(level);
    }

    /** Whether a task of the job is known to have begun. */
    public boolean hasStarted() {
        return progress.started();
    }

    public WatchedLevel started() {
        return with(progress.begun(), timeline);
    }

    /** How many tasks are not known to have ended. */
    public int open() {
        return tasks - carried() - ended().count();
    }

    /** How many tasks of the whole job are known to have finished on Batch: a level begins only when all before it have ended. */
    public int knownOfJob() {
        return job.tasksBefore(level) + ended().count();
    }

    /** Notes that Batch was asked. */
    public WatchedLevel looked(PollKind kind, Instant now) {
        return with(progress, timeline.looked(kind, now));
    }

    /** Notes transitions of which all were known. */
    WatchedLevel seen(Instant newest) {
        return with(progress, timeline.seen(newest));
    }

    /** Notes ended tasks, which also ends the level's hold. */
    WatchedLevel moved(TaskSet ended, TaskSet failed, Instant now) {
        return new WatchedLevel(job, level, tasks, progress.found(ended, failed), timeline.moved(now), null);
    }

    /** Whether there is progress to announce, and the last announcement is long enough ago. */
    public boolean owesProgress(Instant now, Duration interval) {
        return progressDue(interval).filter(due -> !now.isBefore(due)).isPresent();
    }

    /**
     * When progress that was held back is to be announced; empty when there is none, and while all tasks that have ended
     * were ended before they ran: progress says that the job runs.
     */
    public Optional<Instant> progressDue(Duration interval) {
        return progress.isAnnounced() || !hasStarted()
                ? Optional.empty()
                : Optional.of(progress.reported().at().plus(interval));
    }

    public WatchedLevel progressReported(Instant now) {
        return with(progress.announced(now), timeline);
    }

    public WatchedLevel held(@Nullable ProgressHold current) {
        return new WatchedLevel(job, level, tasks, progress, timeline, current);
    }

    /** The level by Batch's whole record: a task that was started again counts as open. */
    public WatchedLevel corrected(TaskSet recorded) {
        return with(progress.corrected(recorded), timeline.notSwept());
    }

    public SettledLevel settled() {
        return new SettledLevel(job, level);
    }

    private WatchedLevel with(LevelProgress nowProgress, LevelTimeline nowTimeline) {
        return new WatchedLevel(job, level, tasks, nowProgress, nowTimeline, hold);
    }
}
