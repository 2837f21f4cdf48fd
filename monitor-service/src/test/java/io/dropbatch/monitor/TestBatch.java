package io.dropbatch.monitor;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.DisableJobOption;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobTerminateOptions;
import com.microsoft.azure.batch.protocol.models.OutputFile;
import com.microsoft.azure.batch.protocol.models.OutputFileBlobContainerDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadCondition;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadOptions;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.batch.BudgetStop;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A local Batch account with one pool, as the scheduler would leave it. */
public final class TestBatch implements AutoCloseable {

    private static final String MARKER_FILE = "_dropbatch/up/run-1/_task.json";

    public final BatchServer server;
    public final BatchServiceClient client;

    public TestBatch(Path folder) {
        server = BatchServer.start(BatchOptions.in(folder));
        client = BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
        client.pools()
                .add(new PoolAddParameter()
                        .withId(ExampleWatches.POOL)
                        .withVmSize("standard_d2s_v5")
                        .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                                .withImageReference(new ImageReference()
                                        .withPublisher("canonical")
                                        .withOffer("0001-com-ubuntu-server-jammy")
                                        .withSku("22_04-lts"))
                                .withNodeAgentSKUId("batch.node.ubuntu 22.04"))
                        .withTargetDedicatedNodes(1)
                        .withTaskSlotsPerNode(2));
    }

    public void createJob(JobId job) {
        client.jobs().add(aJob(job));
    }

    public void createJobThatCannotBePrepared(JobId job, String errorOutput) {
        client.jobs()
                .add(aJob(job)
                        .withJobPreparationTask(new JobPreparationTask()
                                .withCommandLine(shell("echo " + errorOutput + " >&2; exit 70"))));
    }

    public void add(JobId job, int exitCode, TaskId... tasks) {
        List<TaskAddParameter> all = Stream.of(tasks)
                .map(task -> new TaskAddParameter().withId(task.value()).withCommandLine(shell("exit " + exitCode)))
                .toList();
        client.tasks().addCollection(job.value(), all);
    }

    /** A task that leaves a marker in the outputs container. */
    public void addWithMarker(JobId job, int exitCode, TaskId task, String outputs, String marker) {
        OutputFile upload = new OutputFile()
                .withFilePattern("_dropbatch/up/**/*")
                .withDestination(new OutputFileDestination()
                        .withContainer(new OutputFileBlobContainerDestination()
                                .withPath(OutputLayout.task(job, task))
                                .withContainerUrl(outputs)))
                .withUploadOptions(
                        new OutputFileUploadOptions().withUploadCondition(OutputFileUploadCondition.TASK_COMPLETION));
        client.tasks()
                .add(
                        job.value(),
                        new TaskAddParameter()
                                .withId(task.value())
                                .withCommandLine(shell("mkdir -p _dropbatch/up/run-1 && printenv MARKER > "
                                        + MARKER_FILE + "; exit " + exitCode))
                                .withEnvironmentSettings(List.of(new EnvironmentSetting()
                                        .withName("MARKER")
                                        .withValue(marker)))
                                .withOutputFiles(List.of(upload)));
    }

    public void terminate(JobId job, String reason) {
        client.jobs().terminate(job.value(), reason, new JobTerminateOptions());
    }

    public void stopAtBudget(JobId job) {
        client.jobs().patch(job.value(), new JobPatchParameter().withMetadata(List.of(BudgetStop.mark())));
        client.jobs().disable(job.value(), DisableJobOption.WAIT);
    }

    @Override
    public void close() {
        server.close();
    }

    private static JobAddParameter aJob(JobId id) {
        return new JobAddParameter()
                .withId(id.value())
                .withPoolInfo(new PoolInformation().withPoolId(ExampleWatches.POOL));
    }

    private static String shell(String script) {
        return "/bin/sh -c \"" + script + "\"";
    }
}
