package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import java.time.Duration;
import java.time.Instant;

/**
 * The total usage of everything that was deleted from an account.
 *
 * @param since when the account was created
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
