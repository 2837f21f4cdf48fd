package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.engine.job.JobLifecycle.DisableTasks;
import io.dropbatch.localazure.batch.engine.model.job.ExitOptions;
import io.dropbatch.localazure.batch.engine.model.job.JobManager;
import io.dropbatch.localazure.batch.engine.model.job.JobReactions;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;

/**
 * Applies the end of a task to its job: the end of its manager may terminate it, a failure may terminate or disable it.
 */
public final class TaskEndActions {

    private final JobLifecycle jobs;

    public TaskEndActions(JobLifecycle jobs) {
        this.jobs = jobs;
    }

    /**
     * Applies the ends of tasks that the account recorded before its process ended, perhaps just before it recorded what
     * follows for the job. A job that has changed since then has had its turn, and may have been enabled again by its user.
     */
    public void resume(Job job) {
        List.copyOf(job.completions().tailMap(job.status().since(), true).values())
                .forEach(this::after);
    }

    public void after(Task task) {
        Job job = task.job();
        if (!concerns(job, task)) {
            return;
        }
        JobManager manager = task.manager();
        if (manager != null && manager.killsJob()) {
            jobs.terminate(job, "JMComplete");
        } else if (job.spec().reactions().onTaskFailure()
                == JobReactions.OnTaskFailure.PERFORM_EXIT_OPTIONS_JOB_ACTION) {
            act(job, task.exitOptions().jobAction());
        }
    }

    private void act(Job job, ExitOptions.JobAction action) {
        switch (action) {
            case NONE -> {}
            case DISABLE -> {
                if (job.state() == JobState.ACTIVE) {
                    jobs.disable(job, DisableTasks.REQUEUE);
                }
            }
            case TERMINATE -> jobs.terminate(job, "TaskFailed");
        }
    }

    /** A job that is being disabled may end tasks itself; such an end is not a task failure. */
    private static boolean concerns(Job job, Task task) {
        FailureInfo failure = task.status().execution().failure();
        return switch (job.state()) {
            case ACTIVE -> true;
            case DISABLING, DISABLED -> failure == null || !failure.isEnded();
            case TERMINATING, COMPLETED, DELETING -> false;
        };
    }
}
