package io.dropbatch.localazure.batch.engine.model.task;

import java.time.Duration;
import java.time.Instant;

/**
 * The total usage and results of tasks; running tasks count up to the time of the query.
 *
 * @param runs the number of current runs
 * @param began the sum of their start times since the epoch
 */
public record TaskUsage(
        Duration wallClock, Duration waited, long retries, long succeeded, long failed, int runs, Duration began) {

    public static final TaskUsage NONE = new TaskUsage(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO);

    /** Adds the usage of a task with this status. */
    public TaskUsage plus(Instant created, TaskStatus status) {
        return isNothing(status) ? this : counted(created, status, 1);
    }

    /** Subtracts the usage that was added with the same status. */
    public TaskUsage minus(Instant created, TaskStatus status) {
        return isNothing(status) ? this : counted(created, status, -1);
    }

    public TaskUsage plus(TaskUsage other) {
        return new TaskUsage(
                wallClock.plus(other.wallClock),
                waited.plus(other.waited),
                retries + other.retries,
                succeeded + other.succeeded,
                failed + other.failed,
                runs + other.runs,
                began.plus(other.began));
    }

    /** The same at a moment, as if all current runs ended then. */
    public TaskUsage until(Instant now) {
        Duration running = sinceEpoch(now).multipliedBy(runs).minus(began);
        return new TaskUsage(wallClock.plus(running), waited, retries, succeeded, failed, 0, Duration.ZERO);
    }

    /** Fast path: most transitions are of tasks that have not run yet. */
    private static boolean isNothing(TaskStatus status) {
        TaskExecution execution = status.execution();
        return execution.startTime() == null && execution.retryCount() == 0 && status.state() != TaskState.COMPLETED;
    }

    private TaskUsage counted(Instant created, TaskStatus status, int sign) {
        TaskExecution execution = status.execution();
        boolean completed = status.state() == TaskState.COMPLETED;
        return timed(created, execution, sign)
                .ended(
                        sign * execution.retryCount(),
                        completed && status.succeeded() ? sign : 0,
                        completed && !status.succeeded() ? sign : 0);
    }

    private TaskUsage timed(Instant created, TaskExecution execution, int sign) {
        Instant start = execution.startTime();
        if (start == null) {
            return this;
        }
        Duration wait = signed(Duration.between(created, start), sign);
        Instant end = execution.endTime();
        if (end == null) {
            Duration since = signed(sinceEpoch(start), sign);
            return new TaskUsage(
                    wallClock, waited.plus(wait), retries, succeeded, failed, runs + sign, began.plus(since));
        }
        Duration took = signed(Duration.between(start, end), sign);
        return new TaskUsage(wallClock.plus(took), waited.plus(wait), retries, succeeded, failed, runs, began);
    }

    private TaskUsage ended(int moreRetries, int moreSucceeded, int moreFailed) {
        return new TaskUsage(
                wallClock, waited, retries + moreRetries, succeeded + moreSucceeded, failed + moreFailed, runs, began);
    }

    private static Duration signed(Duration duration, int sign) {
        return sign < 0 ? Duration.ZERO.minus(duration) : duration;
    }

    private static Duration sinceEpoch(Instant time) {
        return Duration.ofSeconds(time.getEpochSecond(), time.getNano());
    }
}
