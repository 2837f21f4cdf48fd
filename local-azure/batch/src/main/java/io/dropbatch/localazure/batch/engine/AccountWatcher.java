package io.dropbatch.localazure.batch.engine;

/**
 * Sees each change of the account after it was made durable. It is told under the account's lock, so it must be quick
 * and must never wait.
 */
public interface AccountWatcher {

    default void created(Pool pool) {}

    /** The pool's size or the way there has changed; {@code pool.scaling()} says how it is now. */
    default void scaled(Pool pool, Scaling former) {}

    default void deleting(Pool pool) {}

    default void deleted(Pool pool) {}

    default void created(Job job) {}

    default void moved(Job job, JobStatus former, JobStatus next) {}

    default void deleted(Job job) {}

    default void moved(Task task, TaskStatus former, TaskStatus next) {}

    /** A job's preparation or release on a node began or ended. */
    default void changed(JobOnNode onNode) {}
}
