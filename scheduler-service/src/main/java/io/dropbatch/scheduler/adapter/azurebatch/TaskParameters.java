package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.ApplicationPackageReference;
import com.microsoft.azure.batch.protocol.models.MultiInstanceSettings;
import com.microsoft.azure.batch.protocol.models.OutputFile;
import com.microsoft.azure.batch.protocol.models.OutputFileBlobContainerDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadCondition;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadOptions;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts tasks to the SDK's types. Batch uploads what the harness stages when the task succeeds and when it fails: a
 * failed task's logs and marker explain the failure.
 *
 * @param retention how long a node keeps a task's folder
 */
record TaskParameters(BlobAccess.Grant grant, Duration retention) {

    TaskAddParameter of(TaskSpec task) {
        List<ResourceFile> files = ResourceFiles.of("task " + task.id(), task.files(), task.fewer(), grant);
        return parameter(task)
                .withResourceFiles(task.placement().nodes() > 1 ? null : files)
                .withMultiInstanceSettings(task.placement().nodes() > 1 ? instances(task, files) : null);
    }

    private TaskAddParameter parameter(TaskSpec task) {
        return new TaskAddParameter()
                .withId(task.id().value())
                .withCommandLine(TaskHarness.TASK_COMMAND)
                .withUserIdentity(SdkValues.identity(task.placement().account()))
                .withApplicationPackageReferences(packages(task.placement().application()))
                .withOutputFiles(List.of(upload(task)))
                .withEnvironmentSettings(SdkValues.settings(task.environment()))
                .withConstraints(new TaskConstraints()
                        .withMaxTaskRetryCount(task.retries())
                        .withMaxWallClockTime(SdkValues.period(task.timeLimit()))
                        .withRetentionTime(SdkValues.period(retention)));
    }

    private static @Nullable List<ApplicationPackageReference> packages(@Nullable ApplicationRef application) {
        return application == null
                ? null
                : List.of(new ApplicationPackageReference()
                        .withApplicationId(application.name())
                        .withVersion(application.version()));
    }

    /** The files of the task itself would come to the first of its nodes alone. */
    private static MultiInstanceSettings instances(TaskSpec task, List<ResourceFile> files) {
        return new MultiInstanceSettings()
                .withNumberOfInstances(task.placement().nodes())
                .withCoordinationCommandLine(TaskHarness.COORDINATION_COMMAND)
                .withCommonResourceFiles(files);
    }

    private OutputFile upload(TaskSpec task) {
        OutputFileBlobContainerDestination container = new OutputFileBlobContainerDestination()
                .withContainerUrl(grant.uploads())
                .withPath(task.uploads());
        ResourceFiles.identity(grant).ifPresent(container::withIdentityReference);
        return new OutputFile()
                .withFilePattern(TaskHarness.STAGED)
                .withDestination(new OutputFileDestination().withContainer(container))
                .withUploadOptions(
                        new OutputFileUploadOptions().withUploadCondition(OutputFileUploadCondition.TASK_COMPLETION));
    }
}
