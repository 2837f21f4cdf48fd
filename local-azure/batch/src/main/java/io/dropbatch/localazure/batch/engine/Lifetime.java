package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.task.Effort;
import java.time.Duration;
import java.time.Instant;

/**
 * What everything that was deleted from an account had used.
 *
 * @param since when the account came into being
 * @param coreTime of the dedicated nodes of pools
 * @param effort of the tasks of jobs
 */
public record Lifetime(Instant since, Duration coreTime, Effort effort) {

    public static Lifetime begin(Instant now) {
        return new Lifetime(now, Duration.ZERO, Effort.NONE);
    }

    Lifetime plus(Duration ofPool) {
        return new Lifetime(since, coreTime.plus(ofPool), effort);
    }

    Lifetime plus(Effort ofTasks) {
        return new Lifetime(since, coreTime, effort.plus(ofTasks));
    }
}
