package io.dropbatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.DisableJobOption;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.JobTerminateOptions;
import com.microsoft.azure.batch.protocol.models.OutputFile;
import com.microsoft.azure.batch.protocol.models.OutputFileBlobContainerDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadCondition;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadOptions;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.batch.BudgetStop;
import io.dropbatch.batch.PauseMark;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.testing.NamedBatchAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/** A Batch account with one pool, as the scheduler would leave it. */
public final class TestBatch implements AutoCloseable {

    private static final String MARKER_FILE = "_dropbatch/up/run-1/_task.json";

    public final BatchServiceClient client;
    private final @Nullable BatchServer local;

    private TestBatch(BatchServiceClient client, @Nullable BatchServer local) {
        this.client = client;
        this.local = local;
        addPool();
    }

    /** Local Azure's. */
    public static TestBatch local(Path folder) {
        BatchServer server = BatchServer.start(BatchOptions.in(folder));
        return new TestBatch(
                BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key()), server);
    }

    /** The account that the environment names for contract suites, which is emptied at the end; else Local Azure's. */
    public static TestBatch named(Path folder) {
        NamedBatchAccount named = NamedBatchAccount.ofEnvironment();
        if (named == null) {
            return local(folder);
        }
        BatchServiceClient client = BatchClientFactory.open(named.endpoint(), named.account(), named.key());
        named.requireEmpty(jobIds(client), poolIds(client));
        return new TestBatch(client, null);
    }

    public Duration patience() {
        return local == null ? NamedBatchAccount.PATIENCE : Duration.ofSeconds(20);
    }

    /** The server, for tests that need more of it than an account. */
    public BatchServer server() {
        return Objects.requireNonNull(local);
    }

    private void addPool() {
        client.pools()
                .add(new PoolAddParameter()
                        .withId(ExampleWatches.POOL)
                        .withVmSize("standard_d2s_v5")
                        .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                                .withImageReference(new ImageReference()
                                        .withPublisher("canonical")
                                        .withOffer("ubuntu-24_04-lts")
                                        .withSku("server"))
                                .withNodeAgentSKUId("batch.node.ubuntu 24.04"))
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

    /**
     * A task that runs for ten minutes.
     *
     * @param limit of its time; absent for none
     */
    public void addLong(JobId job, TaskId task, @Nullable Duration limit) {
        TaskConstraints constraints = limit == null
                ? new TaskConstraints()
                : new TaskConstraints().withMaxWallClockTime(Period.millis((int) limit.toMillis()));
        client.tasks()
                .add(
                        job.value(),
                        new TaskAddParameter()
                                .withId(task.value())
                                .withCommandLine(shell("sleep 600"))
                                .withConstraints(constraints));
    }

    public void end(JobId job, TaskId task) {
        client.tasks().terminate(job.value(), task.value());
    }

    /** Of a job that has no other task that waits. */
    public void endBeforeItRuns(JobId job, TaskId task) {
        client.jobs().disable(job.value(), DisableJobOption.WAIT);
        await("the job to be disabled")
                .atMost(patience())
                .until(() -> client.jobs().get(job.value()).state() == JobState.DISABLED);
        add(job, 0, task);
        end(job, task);
        client.jobs().enable(job.value());
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

    /** As the scheduler does because somebody asked for it. */
    public void pause(JobId job) {
        client.jobs().patch(job.value(), new JobPatchParameter().withMetadata(List.of(PauseMark.mark())));
        client.jobs().disable(job.value(), DisableJobOption.WAIT);
    }

    public void stopAtBudget(JobId job) {
        client.jobs().patch(job.value(), new JobPatchParameter().withMetadata(List.of(BudgetStop.mark())));
        client.jobs().disable(job.value(), DisableJobOption.WAIT);
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
            return;
        }
        await("the jobs to be gone").atMost(patience()).until(() -> deleteAll(jobIds(client), this::deleteJob));
        await("the pool to be gone").atMost(patience()).until(() -> deleteAll(poolIds(client), this::deletePool));
    }

    /** What is being deleted already is refused, and gone at one of the next looks. */
    private static boolean deleteAll(List<String> ids, Consumer<String> delete) {
        ids.forEach(id -> {
            try {
                delete.accept(id);
            } catch (BatchErrorException refused) {
                assertThat(refused.body().code())
                        .isIn("JobBeingDeleted", "JobNotFound", "PoolBeingDeleted", "PoolNotFound");
            }
        });
        return ids.isEmpty();
    }

    private void deleteJob(String id) {
        client.jobs().delete(id);
    }

    private void deletePool(String id) {
        client.pools().delete(id);
    }

    private static List<String> jobIds(BatchServiceClient client) {
        return client.jobs().list().stream().map(CloudJob::id).toList();
    }

    private static List<String> poolIds(BatchServiceClient client) {
        return client.pools().list().stream().map(CloudPool::id).toList();
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
