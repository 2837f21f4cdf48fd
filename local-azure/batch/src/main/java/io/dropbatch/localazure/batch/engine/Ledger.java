package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.job.JobState;
import io.dropbatch.localazure.batch.engine.job.JobStatus;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.util.List;

/** Moves tasks and jobs from state to state: first made durable, then visible. */
final class Ledger {

    private final Account account;

    Ledger(Account account) {
        this.account = account;
    }

    void move(Task task, TaskStatus next) {
        account.store().save(task, next);
        TaskStatus former = task.status();
        task.become(next);
        task.job().moved(task, former, next);
        account.scheduler().look(task.job());
        if (next.state() == TaskState.COMPLETED) {
            account.taskEnds().after(task);
        }
    }

    /** Keeps that a running task is to end, until it has; a job that ends says so of all its tasks. */
    void end(Task task) {
        JobState job = task.job().state();
        boolean known = job == JobState.TERMINATING || job == JobState.DELETING;
        if (!known && !task.status().ending()) {
            TaskStatus next = task.status().beingEnded();
            account.store().save(task, next);
            task.become(next);
        }
    }

    /** Keeps what a task has satisfied before the task itself is forgotten or runs again. */
    void keepSatisfied(Task task) {
        Job job = task.job();
        Dependencies dependencies = job.dependencies();
        if (dependencies != null && dependencies.wouldBeLost(task)) {
            long key = account.nextKey();
            account.store().saveSatisfied(job, task.id(), key);
            job.satisfied(task.id(), key);
            account.scheduler().look(job);
        }
    }

    /** Keeps how the instances of a task stand on its nodes, the first node not counted. */
    void keep(Task task, List<TaskStatus> subtasks) {
        account.store().save(task, subtasks);
        task.job().subtasks(task, subtasks);
    }

    void move(Job job, JobStatus next) {
        account.store().save(job, next);
        job.become(next);
        account.scheduler().look(job);
    }
}
