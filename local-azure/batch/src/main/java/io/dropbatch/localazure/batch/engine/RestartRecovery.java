package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.job.JobLifecycle;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.pool.PoolLifecycle;
import io.dropbatch.localazure.batch.engine.schedule.ScheduleLifecycle;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.StateTransitions;
import java.util.ArrayList;
import java.util.List;

/**
 * Recovers after the account's process ended: running tasks are queued again, as Azure does after the failure of a
 * node, and tasks that were being ended are ended. Before this, the node agent ended the previous run's processes.
 */
public final class RestartRecovery {

    private final Account account;
    private final StateTransitions transitions;
    private final PoolLifecycle pools;
    private final AutoPools autoPools;
    private final JobLifecycle jobs;
    private final ScheduleLifecycle schedules;

    public RestartRecovery(
            Account account,
            StateTransitions transitions,
            PoolLifecycle pools,
            AutoPools autoPools,
            JobLifecycle jobs,
            ScheduleLifecycle schedules) {
        this.account = account;
        this.transitions = transitions;
        this.pools = pools;
        this.autoPools = autoPools;
        this.jobs = jobs;
        this.schedules = schedules;
    }

    public void run() {
        List<Task> ending = new ArrayList<>();
        account.schedules().values().forEach(schedules::adopt);
        for (Job job : List.copyOf(account.jobs().values())) {
            job.tasks().values().forEach(task -> queueAgain(task, ending));
            job.onNodes().values().forEach(this::prepareAgain);
        }
        pools.resume();
        autoPools.resume();
        // Only now, since the end of a task may complete its job.
        ending.forEach(task -> transitions.move(task, ended(task)));
        for (Job job : List.copyOf(account.jobs().values())) {
            jobs.limitTime(job);
            jobs.settle(job);
        }
        List.copyOf(account.schedules().values()).forEach(schedules::settle);
    }

    private void queueAgain(Task task, List<Task> ending) {
        JobState job = task.job().state();
        boolean ends = task.status().ending() || job == JobState.TERMINATING || job == JobState.DELETING;
        boolean unfinished = task.state() != TaskState.COMPLETED;
        if (unfinished && !task.job().subtasks(task).isEmpty()) {
            transitions.keep(task, List.of());
        }
        switch (task.state()) {
            case PREPARING -> transitions.move(task, task.status().returned(account.now()));
            case RUNNING -> {
                if (ends) {
                    ending.add(task);
                } else {
                    transitions.move(task, task.status().requeued(account.now()));
                }
            }
            case ACTIVE, COMPLETED -> {}
        }
    }

    /** It was being ended, and its process has ended. */
    private TaskStatus ended(Task task) {
        return task.status().completed(null, FailureInfo.endedByUser(), account.now());
    }

    /** A restart of the account reboots its nodes. */
    private void prepareAgain(JobOnNode onNode) {
        JobCommand command = onNode.job().spec().specialTasks().preparation();
        switch (onNode.phase()) {
            case READY -> {
                boolean again = command != null && command.rerunAfterReboot();
                boolean ending = onNode.job().state() != JobState.ACTIVE;
                onNode.preparation(
                        again && !ending ? JobOnNode.Phase.NEEDED : JobOnNode.Phase.READY, onNode.preparation());
            }
            case PREPARING -> onNode.preparation(JobOnNode.Phase.NEEDED, onNode.preparation());
            case RELEASING -> onNode.release(JobOnNode.Phase.READY, onNode.release());
            case NEEDED, FAILED, RELEASED -> {}
        }
    }
}
