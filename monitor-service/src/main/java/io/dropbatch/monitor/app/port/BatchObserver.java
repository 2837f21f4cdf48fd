package io.dropbatch.monitor.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.TaskTotals;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the state of Batch and never changes it. Every call may throw {@link ThrottledException}, or another unchecked
 * exception when Batch does not answer; asking again is always right. Safe for use by several threads.
 */
public interface BatchObserver {

    /**
     * Passes on each completed task whose id begins with the prefix, page by page as Batch answers, in no certain order.
     *
     * @param since only transitions after this, by Batch's clock; the epoch for all
     * @return false when there is no such job
     */
    boolean endedTasks(JobId job, String idPrefix, Instant since, Consumer<EndedTask> each);

    /** How far the tasks are whose ids begin with the prefix. */
    LevelActivity activity(JobId job, String idPrefix);

    JobCondition job(JobId job);

    /** Batch's own count of tasks; zeros when there is no such job. */
    TaskTotals totals(JobId job);

    /** The job preparation task of each node that the job uses; empty when there is no such job. */
    List<NodePreparation> preparations(JobId job);

    /** The last bytes of a preparation's standard error; empty when the node cannot be reached. */
    Optional<byte[]> errorOutput(NodePreparation preparation);

    /** Empty when there is no such pool. */
    Optional<PoolCondition> pool(String pool);
}
