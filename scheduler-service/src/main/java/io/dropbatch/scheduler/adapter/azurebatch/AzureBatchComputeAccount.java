package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import io.dropbatch.batch.AccountApplications;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The Batch account behind the SDK's protocol layer. */
public final class AzureBatchComputeAccount implements ComputeAccount {

    private final com.microsoft.azure.batch.protocol.Jobs jobApi;
    private final AzureBatchPools pools;
    private final com.microsoft.azure.batch.protocol.Tasks taskApi;
    private final JobRequests jobs;
    private final BulkSubmitter submitter;
    private final RequestSizes sizes;
    private final AccountApplications applications;
    private final BlobAccess access;
    private final Duration taskRetention;

    /**
     * @param pools told of a pool that turned out not to be there
     * @param taskRetention how long a node keeps a task's folder
     * @param firstChunkAdded a crash point, reached when the first tasks of a slice are on Batch
     */
    public AzureBatchComputeAccount(
            BatchServiceClient batch,
            AzureBatchPools pools,
            BlobAccess access,
            Duration taskRetention,
            Runnable firstChunkAdded) {
        this.jobApi = batch.jobs();
        this.taskApi = batch.tasks();
        this.pools = pools;
        this.jobs = new JobRequests(batch.jobs());
        this.sizes = new RequestSizes(batch.restClient().serializerAdapter());
        this.submitter = new BulkSubmitter(batch.tasks(), sizes, BatchRetryPolicy.STANDARD, firstChunkAdded);
        this.applications = new AccountApplications(batch.applications());
        this.access = access;
        this.taskRetention = taskRetention;
    }

    @Override
    public BatchAnswer createJob(JobSpec job) {
        BatchAnswer answer = BatchCalls.ofJob(
                "create job",
                job.id().value(),
                () -> {
                    JobAddParameter parameter = JobParameters.of(job, access.grant(job.wallClock()));
                    jobApi.add(parameter);
                },
                BatchErrorCode.JOB_EXISTS);
        if (answer instanceof BatchAnswer.NotNow) {
            pools.forget(job.pool());
        }
        return answer;
    }

    @Override
    public Optional<Failure> objection(JobSpec job, TaskSpec largest) {
        BlobAccess.Grant grant = access.grant(job.wallClock());
        try {
            sizes.refuseLarge("the job", JobParameters.of(job, grant));
            sizes.refuseLarge("task " + largest.id(), new TaskParameters(grant, taskRetention).of(largest));
            ApplicationRef application = largest.placement().application();
            return application == null ? Optional.empty() : applications.objection(application);
        } catch (RefusedRequest e) {
            return Optional.of(e.reason());
        }
    }

    @Override
    public BatchAnswer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> tasks) {
        TaskParameters parameters = new TaskParameters(access.grant(wallClock), taskRetention);
        Iterator<TaskAddParameter> translated = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return tasks.hasNext();
            }

            @Override
            public TaskAddParameter next() {
                return parameters.of(tasks.next());
            }
        };
        try {
            BatchAnswer answer = submitter.submit(job.value(), translated);
            return RefusalAnswers.saysEnded(answer) ? jobs.whyEnded(job, answer) : answer;
        } catch (RefusedRequest e) {
            return e.answer();
        }
    }

    @Override
    public BatchAnswer terminate(JobId job) {
        return jobs.terminate(job, BatchTerminateReason.CLOSED);
    }

    @Override
    public BatchAnswer terminateTask(JobId job, TaskId task) {
        return BatchCalls.ofJob(
                "terminate task",
                job.value(),
                () -> taskApi.terminate(job.value(), task.value()),
                BatchErrorCode.TASK_NOT_FOUND,
                BatchErrorCode.TASK_COMPLETED,
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    @Override
    public BatchAnswer pause(JobId job) {
        return jobs.pause(job);
    }

    @Override
    public BatchAnswer resume(JobId job) {
        return jobs.resume(job);
    }

    @Override
    public BatchAnswer stopAtBudget(JobId job) {
        return jobs.stopAtBudget(job);
    }

    @Override
    public BatchAnswer terminateAtBudget(JobId job) {
        return jobs.terminate(job, BatchTerminateReason.BUDGET);
    }

    @Override
    public JobActivity activity(JobId job) {
        return jobs.activity(job);
    }

    @Override
    public BatchAnswer delete(JobId job) {
        return jobs.delete(job);
    }

    @Override
    public List<JobId> activeJobs(Instant createdBefore) {
        return jobs.active(createdBefore);
    }

    @Override
    public List<JobId> endedJobs(Instant endedBefore) {
        return jobs.ended(endedBefore);
    }
}
