package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import java.time.Duration;
import java.time.Instant;

/**
 * What everything that was deleted from an account had used.
 *
 * @param since when the account came into being
 * @param coreTime of the dedicated nodes of pools
 * @param effort of the tasks of jobs
 */
public record LifetimeUsage(Instant since, Duration coreTime, TaskUsage effort) {

    public static LifetimeUsage begin(Instant now) {
        return new LifetimeUsage(now, Duration.ZERO, TaskUsage.NONE);
    }

    LifetimeUsage plus(Duration ofPool) {
        return new LifetimeUsage(since, coreTime.plus(ofPool), effort);
    }

    LifetimeUsage plus(TaskUsage ofTasks) {
        return new LifetimeUsage(since, coreTime, effort.plus(ofTasks));
    }
}
