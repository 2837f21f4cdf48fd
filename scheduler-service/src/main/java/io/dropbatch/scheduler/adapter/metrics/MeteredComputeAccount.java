package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Counts what was done on Batch for jobs. */
public final class MeteredComputeAccount implements ComputeAccount {

    private final ComputeAccount account;
    private final SchedulingMeters meters;

    public MeteredComputeAccount(ComputeAccount account, SchedulingMeters meters) {
        this.account = account;
        this.meters = meters;
    }

    @Override
    public BatchAnswer createJob(JobSpec job) {
        BatchAnswer answer = account.createJob(job);
        if (isDone(answer)) {
            meters.created(job.id());
        }
        return answer;
    }

    @Override
    public Optional<Failure> objection(JobSpec job, TaskSpec largest) {
        return account.objection(job, largest);
    }

    @Override
    public BatchAnswer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> tasks) {
        int[] taken = new int[1];
        BatchAnswer answer = account.addTasks(job, wallClock, counted(tasks, taken));
        if (isDone(answer)) {
            meters.submitted(job, taken[0]);
        }
        return answer;
    }

    @Override
    public BatchAnswer terminate(JobId job) {
        return account.terminate(job);
    }

    @Override
    public BatchAnswer terminateTask(JobId job, TaskId task) {
        return account.terminateTask(job, task);
    }

    @Override
    public BatchAnswer pause(JobId job) {
        return account.pause(job);
    }

    @Override
    public BatchAnswer resume(JobId job) {
        return account.resume(job);
    }

    @Override
    public BatchAnswer stopAtBudget(JobId job) {
        BatchAnswer answer = account.stopAtBudget(job);
        if (isDone(answer)) {
            meters.stoppedAtBudget(job);
        }
        return answer;
    }

    @Override
    public BatchAnswer terminateAtBudget(JobId job) {
        return account.terminateAtBudget(job);
    }

    @Override
    public JobActivity activity(JobId job) {
        return account.activity(job);
    }

    @Override
    public BatchAnswer delete(JobId job) {
        return account.delete(job);
    }

    @Override
    public List<JobId> activeJobs(Instant createdBefore) {
        return account.activeJobs(createdBefore);
    }

    @Override
    public List<JobId> endedJobs(Instant endedBefore) {
        return account.endedJobs(endedBefore);
    }

    private static Iterator<TaskSpec> counted(Iterator<TaskSpec> tasks, int[] taken) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return tasks.hasNext();
            }

            @Override
            public TaskSpec next() {
                taken[0]++;
                return tasks.next();
            }
        };
    }

    private static boolean isDone(BatchAnswer answer) {
        return answer instanceof BatchAnswer.Done;
    }
}
