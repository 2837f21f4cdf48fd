package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobTerminateOptions;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.BatchAccount;
import io.dropbatch.monitor.app.BatchAccountContract;
import io.dropbatch.monitor.domain.Preparation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureBatchAccountTest extends BatchAccountContract {

    private static final String POOL = "pool";

    @TempDir
    static Path folder;

    private static BatchServer server;
    private static BatchServiceClient client;

    @BeforeAll
    static void start() {
        server = BatchServer.start(BatchOptions.in(folder));
        client = BatchConnection.withKey(server.endpoint().toString(), server.account(), server.key());
        client.pools()
                .add(new PoolAddParameter()
                        .withId(POOL)
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

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected BatchAccount account() {
        return new AzureBatchAccount(client);
    }

    @Override
    protected void createJob(JobId newJob) {
        client.jobs().add(aJob(newJob));
    }

    @Override
    protected void run(JobId inJob, int exitCode, TaskId... tasks) {
        int before = account().totals(inJob).completed();
        List<TaskAddParameter> all = Arrays.stream(tasks)
                .map(task -> new TaskAddParameter().withId(task.value()).withCommandLine(shell("exit " + exitCode)))
                .toList();
        client.tasks().addCollection(inJob.value(), all);
        await(() -> account().totals(inJob).completed() == before + tasks.length);
    }

    @Override
    protected void terminate(JobId running, String reason) {
        client.jobs().terminate(running.value(), reason, new JobTerminateOptions());
    }

    @Override
    protected void createJobThatCannotBePrepared(JobId newJob, String errorOutput) {
        client.jobs()
                .add(aJob(newJob)
                        .withJobPreparationTask(new JobPreparationTask()
                                .withCommandLine(shell("echo " + errorOutput + " >&2; exit 70"))));
        client.tasks()
                .add(
                        newJob.value(),
                        new TaskAddParameter().withId(TaskId.of(0, 1).value()).withCommandLine("/bin/true"));
        await(() -> account().preparations(newJob).stream()
                .anyMatch(preparation -> preparation.state() == Preparation.State.FAILED));
    }

    private static JobAddParameter aJob(JobId id) {
        return new JobAddParameter().withId(id.value()).withPoolInfo(new PoolInformation().withPoolId(POOL));
    }

    private static String shell(String script) {
        return "/bin/sh -c \"" + script + "\"";
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not come about within 20 s");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
