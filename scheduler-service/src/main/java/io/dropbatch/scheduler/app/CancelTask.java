package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;

/**
 * Ends a task whose file was cancelled. The other tasks of its job go on; a job of which no other is left is closed. That a
 * task was cancelled is stored before Batch is asked to end it, and {@link SubmitSlice} reads that after it has added tasks:
 * so one that comes to Batch at the same time, or hours later, is ended by the one or by the other.
 */
public final class CancelTask {

    private final JobStore jobs;
    private final CancelledTasks tasks;
    private final CloseJob close;
    private final ComputeAccount compute;

    public CancelTask(JobStore jobs, CancelledTasks tasks, CloseJob close, ComputeAccount compute) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.close = close;
        this.compute = compute;
    }

    /** A job that is not known yet is on its way: its acceptance was announced before. */
    public HandlerResult cancelled(TaskCancelled event) {
        tasks.add(event.job(), event.task());
        return jobs.find(event.job())
                .map(entry -> cancelled(entry.job(), event))
                .orElse(HandlerResult.none());
    }

    private HandlerResult cancelled(ScheduledJob job, TaskCancelled event) {
        return switch (job) {
            case Closed closed -> {
                tasks.forget(event.job());
                yield NextStep.of(closed);
            }
            case Open open -> cancelled(open, event);
        };
    }

    private HandlerResult cancelled(Open open, TaskCancelled event) {
        JobId job = event.job();
        if (tasks.of(job).size() >= open.facts().tasks(0)) {
            return close.close(open, nothingLeft());
        }
        if (compute.terminateTask(job, event.task()) instanceof BatchAnswer.NotNow refusal) {
            throw new IllegalStateException(
                    "a cancelled task goes on: " + refusal.reason().message());
        }
        return HandlerResult.none();
    }

    private static Failure nothingLeft() {
        return Failure.of(FailureCode.CANCELLED, "Each file of the job was cancelled.");
    }
}
