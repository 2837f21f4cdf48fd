package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.job.JobCommand;
import io.dropbatch.localazure.batch.engine.job.JobState;
import io.dropbatch.localazure.batch.engine.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes on after the account's process died: tasks that were running are queued again, as Azure does after the failure
 * of a node, and what was being ended ends. The node agent has ended the former life's processes before.
 */
final class Recovery {

    private final Account account;

    Recovery(Account account) {
        this.account = account;
    }

    void run() {
        List<Task> ending = new ArrayList<>();
        account.schedules().values().forEach(account.scheduleLife()::adopt);
        for (Job job : List.copyOf(account.jobs().values())) {
            job.tasks().values().forEach(task -> queueAgain(task, ending));
            job.onNodes().values().forEach(this::prepareAgain);
        }
        for (Pool pool : List.copyOf(account.pools().values())) {
            account.nodeLife().resume(pool);
            account.scaler().resume(pool);
        }
        account.pools().values().forEach(account.autoScaler()::resume);
        account.autoPools().resume();
        // Only now, since the end of a task may be that of its job.
        ending.forEach(task -> account.ledger().move(task, ended(task)));
        for (Job job : List.copyOf(account.jobs().values())) {
            account.jobLife().limitTime(job);
            account.jobLife().settle(job);
        }
        List.copyOf(account.schedules().values()).forEach(account.scheduleLife()::settle);
    }

    private void queueAgain(Task task, List<Task> ending) {
        JobState job = task.job().state();
        boolean ends = task.status().ending() || job == JobState.TERMINATING || job == JobState.DELETING;
        boolean unfinished = task.state() != TaskState.COMPLETED;
        if (unfinished && !task.job().subtasks(task).isEmpty()) {
            account.ledger().keep(task, List.of());
        }
        switch (task.state()) {
            case PREPARING -> account.ledger().move(task, task.status().returned(account.now()));
            case RUNNING -> {
                if (ends) {
                    ending.add(task);
                } else {
                    account.ledger().move(task, task.status().requeued(account.now()));
                }
            }
            case ACTIVE, COMPLETED -> {}
        }
    }

    /** It was being ended, and its process has been. */
    private TaskStatus ended(Task task) {
        return task.status().completed(null, FailureInfo.endedByUser(), account.now());
    }

    /** A restart of the account is a reboot of its nodes. */
    private void prepareAgain(JobOnNode onNode) {
        JobCommand command = onNode.job().spec().preparation();
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
