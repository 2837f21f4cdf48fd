package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.Collection;
import java.util.List;

/** Stores the account so that it survives a crash; a method's argument is durable when it returns. */
public interface AccountStore {

    void save(Pool pool);

    /** Removes a pool except its usage history. */
    void remove(Pool pool, FormerPool former, LifetimeUsage lifetime);

    /** Removes the usage history of pools that were deleted long ago. */
    void forget(Collection<FormerPool> pools);

    /** Stores the total usage of everything deleted. */
    void save(LifetimeUsage lifetime);

    void save(Job job, JobStatus status);

    /** Removes a job with everything that belongs to it. */
    void remove(Job job, Collection<Task> tasks, Collection<JobOnNode> onNodes, LifetimeUsage lifetime);

    void save(JobSchedule schedule, JobScheduleStatus status);

    void remove(JobSchedule schedule);

    void add(List<Task> tasks);

    void respecify(Task task);

    void save(Task task, TaskStatus status);

    /** Stores the statuses of a task's subtasks. */
    void save(Task task, List<TaskStatus> subtasks);

    void remove(Task task, LifetimeUsage lifetime);

    void save(JobOnNode onNode);

    /** Stores that a job's task has satisfied its dependents, even if the task is deleted or runs again. */
    void saveSatisfied(Job job, BatchTaskId task, long key);
}
