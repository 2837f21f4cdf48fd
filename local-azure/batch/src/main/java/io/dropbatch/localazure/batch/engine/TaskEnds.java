package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.JobLife.DisableTasks;
import io.dropbatch.localazure.batch.engine.job.ExitOptions;
import io.dropbatch.localazure.batch.engine.job.JobManager;
import io.dropbatch.localazure.batch.engine.job.JobSpec;
import io.dropbatch.localazure.batch.engine.job.JobState;
import io.dropbatch.localazure.batch.engine.task.FailureInfo;

/** What the end of a task means for its job: its manager may end it, a failure may end or disable it. */
final class TaskEnds {

    private final Account account;

    TaskEnds(Account account) {
        this.account = account;
    }

    void after(Task task) {
        Job job = task.job();
        if (!concerns(job, task)) {
            return;
        }
        JobManager manager = task.manager();
        if (manager != null && manager.killsJob()) {
            account.jobLife().terminate(job, "JMComplete");
        } else if (job.spec().onTaskFailure() == JobSpec.OnTaskFailure.PERFORM_EXIT_OPTIONS_JOB_ACTION) {
            act(job, task.exitOptions().jobAction());
        }
    }

    private void act(Job job, ExitOptions.JobAction action) {
        switch (action) {
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
