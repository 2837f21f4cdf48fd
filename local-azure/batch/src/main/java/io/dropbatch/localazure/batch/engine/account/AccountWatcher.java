package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;

/**
 * Gets each change of the account after it was made durable. It is called under the account's lock, so it must be quick
 * and must never wait.
 */
public interface AccountWatcher {

    default void created(Pool pool) {}

    /** The pool's size or its resize state has changed; {@code pool.scaling()} has the new values. */
    default void scaled(Pool pool, PoolScaling former) {}

    default void deleting(Pool pool) {}

    default void deleted(Pool pool) {}

    default void created(Job job) {}

    default void moved(Job job, JobStatus former, JobStatus next) {}

    default void deleted(Job job) {}

    default void moved(Task task, TaskStatus former, TaskStatus next) {}

    /**
     * The next task of a job cannot run although its pool has free slots, since no node has enough for the task; called
     * once for each wait.
     */
    default void waits(Task task) {}

    /** The start task of a node has ended and will not be retried; {@code node.startRun()} has its result. */
    default void started(Node node) {}

    /** A job's preparation or release on a node began or ended. */
    default void changed(JobOnNode onNode) {}
}
