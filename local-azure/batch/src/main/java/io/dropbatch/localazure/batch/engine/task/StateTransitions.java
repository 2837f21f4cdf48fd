package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskDependencies;
import java.util.List;

/** Changes the states of tasks and jobs: each change is first made durable, then visible. */
public final class StateTransitions {

    private final Account account;
    private final AccountStore store;
    private final JobQueue queue;
    private final TaskListener listener;

    public StateTransitions(Account account, AccountStore store, JobQueue queue, TaskListener listener) {
        this.account = account;
        this.store = store;
        this.queue = queue;
        this.listener = listener;
    }

    public void move(Task task, TaskStatus next) {
        store.save(task, next);
        TaskStatus former = task.status();
        task.become(next);
        task.job().moved(task, former, next);
        queue.look(task.job());
        if (next.state() == TaskState.COMPLETED) {
            listener.completed(task);
        }
    }

    /** Stores that a running task must end; for a job that ends, its own record covers all its tasks. */
    void end(Task task) {
        JobState job = task.job().state();
        boolean known = job == JobState.TERMINATING || job == JobState.DELETING;
        if (!known && !task.status().ending()) {
            TaskStatus next = task.status().beingEnded();
            store.save(task, next);
            task.become(next);
        }
    }

    /** Stores that a task has satisfied its dependents, before it is deleted or runs again. */
    void keepSatisfied(Task task) {
        Job job = task.job();
        TaskDependencies dependencies = job.dependencies();
        if (dependencies != null && dependencies.wouldBeLost(task)) {
            long key = account.nextKey();
            store.saveSatisfied(job, task.id(), key);
            job.satisfied(task.id(), key);
            queue.look(job);
        }
    }

    /** Stores the statuses of a task's subtasks, without the first node's. */
    public void keep(Task task, List<TaskStatus> subtasks) {
        store.save(task, subtasks);
        task.job().subtasks(task, subtasks);
    }

    /** Removes a task from its job before it is deleted. */
    void remove(Task task) {
        task.job().remove(task);
        queue.look(task.job());
    }

    /** Makes a job's new specification durable. */
    public void respecified(Job job) {
        store.save(job, job.status());
        queue.look(job);
    }

    public void move(Job job, JobStatus next) {
        store.save(job, next);
        job.become(next);
        queue.look(job);
    }
}
