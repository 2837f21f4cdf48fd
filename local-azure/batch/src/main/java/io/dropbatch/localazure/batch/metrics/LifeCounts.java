package io.dropbatch.localazure.batch.metrics;

import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** Counts the state transitions of jobs and tasks since the server started. */
public final class LifeCounts implements AccountWatcher {

    private final LongAdder jobsCreated = new LongAdder();
    private final LongAdder jobsCompleted = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder requeued = new LongAdder();
    private final DurationHistogram waits = new DurationHistogram();
    private final DurationHistogram runs = new DurationHistogram();

    @Override
    public void created(Job job) {
        jobsCreated.increment();
    }

    @Override
    public void moved(Job job, JobStatus former, JobStatus next) {
        if (next.state() == JobState.COMPLETED) {
            jobsCompleted.increment();
        }
    }

    @Override
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        switch (next.state()) {
            case RUNNING -> {
                started.increment();
                waits.add(Duration.between(readySince(former), next.since()));
            }
            case COMPLETED -> completed(next.execution());
            case ACTIVE -> returned(former.execution(), next.execution());
            case PREPARING -> {}
        }
    }

    void write(MetricsExposition out) {
        out.one("batch_jobs_created_total", "counter", "Jobs created.", jobsCreated.sum());
        out.one("batch_jobs_completed_total", "counter", "Jobs completed.", jobsCompleted.sum());
        out.one("batch_task_starts_total", "counter", "Runs of tasks begun.", started.sum());
        out.begin("batch_task_completions_total", "counter", "Tasks completed, by result.");
        out.sample("batch_task_completions_total", succeeded.sum(), "result", "success");
        out.sample("batch_task_completions_total", failed.sum(), "result", "failure");
        out.one("batch_task_retries_total", "counter", "Runs repeated after an exit code.", retried.sum());
        out.one("batch_task_requeues_total", "counter", "Runs taken away from their nodes.", requeued.sum());
        waits.write(out, "batch_task_start_latency_seconds", "From a task's being active to its run.");
        runs.write(out, "batch_task_run_seconds", "From the begin of a task's last run to its end.");
    }

    private void completed(TaskExecution execution) {
        (execution.failure() == null ? succeeded : failed).increment();
        if (execution.startTime() != null && execution.endTime() != null) {
            runs.add(Duration.between(execution.startTime(), execution.endTime()));
        }
    }

    private void returned(TaskExecution former, TaskExecution next) {
        if (next.requeueCount() > former.requeueCount()) {
            requeued.increment();
        } else if (next.retryCount() > former.retryCount()) {
            retried.increment();
        }
    }

    private static Instant readySince(TaskStatus former) {
        Instant before = former.previousSince();
        return former.state() == TaskState.PREPARING && before != null ? before : former.since();
    }
}
