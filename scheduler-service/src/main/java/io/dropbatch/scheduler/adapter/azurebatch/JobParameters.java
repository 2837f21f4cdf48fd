package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobConstraints;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobReleaseTask;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.OnAllTasksComplete;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import io.dropbatch.model.id.JobId;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.time.Duration;
import java.util.List;
import org.joda.time.Period;

/**
 * Converts jobs to the SDK's types. Batch never ends a job by itself, because merge levels follow when all tasks are
 * complete.
 */
final class JobParameters {

    private static final String SUBMISSION = "submission";
    private static final String ATTEMPT = "attempt";
    private static final int PREPARATION_RETRIES = 2;
    private static final Duration PREPARATION_LIMIT = Duration.ofHours(1);
    private static final Duration RELEASE_LIMIT = Duration.ofMinutes(5);

    private JobParameters() {}

    static JobAddParameter of(JobSpec job, BlobAccess.Grant grant) {
        return new JobAddParameter()
                .withId(job.id().value())
                .withPriority(job.priority())
                .withPoolInfo(new PoolInformation().withPoolId(job.pool()))
                .withConstraints(new JobConstraints().withMaxWallClockTime(SdkValues.period(job.wallClock())))
                .withCommonEnvironmentSettings(SdkValues.settings(job.environment()))
                .withJobPreparationTask(preparation(job, grant))
                .withJobReleaseTask(release(job))
                .withOnAllTasksComplete(OnAllTasksComplete.NO_ACTION)
                .withMetadata(metadata(job.id()));
    }

    static List<MetadataItem> metadata(JobId job) {
        return List.of(
                SdkValues.metadata(SdkValues.OWNER, SdkValues.OURS),
                SdkValues.metadata(SUBMISSION, job.submission().value()),
                SdkValues.metadata(ATTEMPT, Integer.toString(job.attempt())));
    }

    private static JobPreparationTask preparation(JobSpec job, BlobAccess.Grant grant) {
        return new JobPreparationTask()
                .withCommandLine(TaskHarness.PREPARE_COMMAND)
                .withResourceFiles(ResourceFiles.of(
                        "the application and the shared inputs", job.preparation(), job.fewer(), grant))
                .withEnvironmentSettings(SdkValues.settings(job.preparationEnvironment()))
                .withUserIdentity(SdkValues.identity(job.account()))
                .withConstraints(new TaskConstraints()
                        .withMaxTaskRetryCount(PREPARATION_RETRIES)
                        .withMaxWallClockTime(SdkValues.period(PREPARATION_LIMIT))
                        // As long as the tasks may read it: it counts from the end of the preparation. Otherwise 7
                        // days.
                        .withRetentionTime(SdkValues.period(job.wallClock().plus(PREPARATION_LIMIT))))
                .withWaitForSuccess(true)
                .withRerunOnNodeRebootAfterSuccess(true);
    }

    private static JobReleaseTask release(JobSpec job) {
        return new JobReleaseTask()
                .withCommandLine(TaskHarness.RELEASE_COMMAND)
                .withUserIdentity(SdkValues.identity(job.account()))
                .withMaxWallClockTime(SdkValues.period(RELEASE_LIMIT))
                .withRetentionTime(Period.ZERO);
    }
}
