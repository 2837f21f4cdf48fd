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

/** Remembers the account across a crash; what a method was given is safe when it returns. */
public interface AccountStore {

    void save(Pool pool);

    /** Forgets a pool but for what the history of usage tells of it. */
    void remove(Pool pool, FormerPool former, LifetimeUsage lifetime);

    /** Forgets for good pools that were deleted long ago. */
    void forget(Collection<FormerPool> pools);

    /** Remembers what everything that was deleted had used. */
    void save(LifetimeUsage lifetime);

    void save(Job job, JobStatus status);

    /** Forgets a job with everything that belongs to it. */
    void remove(Job job, Collection<Task> tasks, Collection<JobOnNode> onNodes, LifetimeUsage lifetime);

    void save(JobSchedule schedule, JobScheduleStatus status);

    void remove(JobSchedule schedule);

    void add(List<Task> tasks);

    void respecify(Task task);

    void save(Task task, TaskStatus status);

    /** Remembers how the subtasks of a task stand. */
    void save(Task task, List<TaskStatus> subtasks);

    void remove(Task task, LifetimeUsage lifetime);

    void save(JobOnNode onNode);

    /** Remembers that a job's task has satisfied those that depend on it, whatever becomes of the task. */
    void saveSatisfied(Job job, BatchTaskId task, long key);
}
