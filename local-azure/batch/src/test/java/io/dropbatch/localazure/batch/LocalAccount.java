package io.dropbatch.localazure.batch;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskState;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A running server with the unmodified Java client, and the few verbs that tests repeat. */
final class LocalAccount implements AutoCloseable {

    final BatchServer server;
    final BatchClient client;

    LocalAccount(Path folder) {
        this(folder, options -> options);
    }

    LocalAccount(Path folder, UnaryOperator<BatchOptions> change) {
        server = BatchServer.start(change.apply(BatchOptions.in(folder)));
        client = BatchClient.open(
                new BatchSharedKeyCredentials(server.endpoint().toString(), server.account(), server.key()));
    }

    void pool(String id, int nodes, int slots) throws Exception {
        client.poolOperations()
                .createPool(aPool(id).withTargetDedicatedNodes(nodes).withTaskSlotsPerNode(slots));
        Await.until(
                "pool " + id + " is steady",
                () -> client.poolOperations().getPool(id).allocationState() == AllocationState.STEADY);
    }

    static PoolAddParameter aPool(String id) {
        return new PoolAddParameter()
                .withId(id)
                .withVmSize("Standard_D2s_v3")
                .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                        .withImageReference(new ImageReference()
                                .withPublisher("canonical")
                                .withOffer("ubuntu")
                                .withSku("22_04-lts"))
                        .withNodeAgentSKUId("batch.node.ubuntu 22.04"));
    }

    void job(String id, String pool) throws Exception {
        client.jobOperations().createJob(id, new PoolInformation().withPoolId(pool));
    }

    void job(JobAddParameter job) throws Exception {
        client.jobOperations().createJob(job);
    }

    void run(String job, TaskAddParameter... tasks) throws Exception {
        client.protocolLayer().tasks().addCollection(job, List.of(tasks));
    }

    static TaskAddParameter aTask(String id, String command) {
        return new TaskAddParameter().withId(id).withCommandLine(command);
    }

    CloudTask task(String job, String task) throws Exception {
        return client.taskOperations().getTask(job, task);
    }

    CloudTask completed(String job, String task) throws Exception {
        Await.until("task " + task + " is completed", () -> task(job, task).state() == TaskState.COMPLETED);
        return task(job, task);
    }

    CloudJob completed(String job) throws Exception {
        Await.until(
                "job " + job + " is completed",
                () -> client.jobOperations().getJob(job).state() == JobState.COMPLETED);
        return client.jobOperations().getJob(job);
    }

    void running(String job, String task) throws Exception {
        Await.until("task " + task + " runs", () -> task(job, task).state() == TaskState.RUNNING);
    }

    /** Waits for a task that says "started", since a task is running before its process is. */
    void started(String job, String task) throws Exception {
        running(job, task);
        Await.until("task " + task + " has started", () -> {
            try {
                return file(job, task, "stdout.txt").startsWith("started");
            } catch (BatchErrorException e) {
                return false;
            }
        });
    }

    String file(String job, String task, String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.fileOperations().getFileFromTask(job, task, name, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    void fault(String request) throws Exception {
        HttpResponse<String> response = faults("POST", "", request);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
    }

    HttpResponse<String> faults(String method, String query, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.endpoint().resolve("/_faults" + query))
                                .header("Authorization", "Bearer " + server.key())
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
