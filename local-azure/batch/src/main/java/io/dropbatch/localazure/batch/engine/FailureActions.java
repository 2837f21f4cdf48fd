package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.JobLife.DisableTasks;

/** Ends or disables a job when one of its tasks ends in a way that calls for it. */
final class FailureActions {

    private final Account account;

    FailureActions(Account account) {
        this.account = account;
    }

    void after(Task task) {
        Job job = task.job();
        if (job.spec().onTaskFailure() == JobSpec.OnTaskFailure.NO_ACTION || !concerns(job, task)) {
            return;
        }
        switch (ExitConditions.of(task).after(task.status().execution()).jobAction()) {
            case NONE -> {}
            case DISABLE -> {
                if (job.state() == JobState.ACTIVE) {
                    account.jobLife().disable(job, DisableTasks.REQUEUE);
                }
            }
            case TERMINATE -> account.jobLife().terminate(job, "TaskFailed");
        }
    }

    /** A job that is being disabled may end tasks itself, which is no failure of theirs. */
    private static boolean concerns(Job job, Task task) {
        FailureInfo failure = task.status().execution().failure();
        return switch (job.state()) {
            case ACTIVE -> true;
            case DISABLING, DISABLED -> failure == null || !failure.isEnded();
            case TERMINATING, COMPLETED, DELETING -> false;
        };
    }
}
