package io.dropbatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Tests the running service against a storage account, a bus and a Batch account that it knows only by address. */
class SchedulerServiceTest {

    private static final Path TOPOLOGY = Path.of("..", "deploy", "local", "servicebus.json");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<DomainEvent> HEARD = new ArrayList<>();

    @TempDir
    static Path folder;

    static ServiceBusServer bus;
    static StorageServer storage;
    static BatchServer batch;
    static ServletWebServerApplicationContext service;
    static ServiceBusReceiverClient subscriber;
    static StorageAccount account;

    @BeforeAll
    static void start() throws IOException {
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.read(TOPOLOGY)));
        storage = StorageServer.start(StorageOptions.in(folder.resolve("storage")));
        batch = BatchServer.start(BatchOptions.in(folder.resolve("batch")));
        account = StorageAccount.connect(storage.connectionString(), null, null);
        List.of("applications", "inbox", "outputs", "system")
                .forEach(account.blobClient()::createBlobContainerIfNotExists);
        account.blobs("applications").write("app/1.2/hello.sh", bytes("echo hello"), "text/plain");
        subscriber = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName("jobs")
                .subscriptionName("all")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient();
        service = (ServletWebServerApplicationContext) new SpringApplicationBuilder(SchedulerApplication.class)
                .run(
                        "--server.port=0",
                        "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString(),
                        "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString(),
                        "--AZURE_BATCH_ENDPOINT=" + batch.endpoint(),
                        "--AZURE_BATCH_ACCOUNT=" + batch.account(),
                        "--AZURE_BATCH_ACCESS_KEY=" + batch.key());
    }

    @AfterAll
    static void stop() {
        service.close();
        subscriber.close();
        batch.close();
        storage.close();
        bus.close();
    }

    @Test
    void takes_a_job_through_its_levels_to_its_end() {
        Plan plan = planned(ExampleJobs.plan("sum", "whole", 5, 1000, ExampleJobs.merge(3)));
        JobId job = JobId.of(plan.submission(), 1);

        publish("submissions", accepted(plan));
        assertThat(heard(job, JobScheduled.class, 0).levels()).containsExactly(5, 2, 1);
        verify(plan, job, 0);
        heard(job, JobScheduled.class, 1);
        verify(plan, job, 1);
        heard(job, JobScheduled.class, 2);
        List<VerifiedTask> result = verify(plan, job, 2);

        assertThat(heard(job, JobClosed.class, 0).failure()).isNull();
        String merged = text("outputs", result.getFirst().base() + "out/all.txt");
        assertThat(merged).contains("content of 1\n", "content of 5\n");
    }

    @Test
    void closes_a_job_that_can_never_run() {
        Plan plan = ExampleJobs.plan("sum", "unknown-image", 1, 1000, null);
        Workload workload = plan.workload();
        PoolTemplate pool = new PoolTemplate("Standard_D2s_v5", "windows-3.1", 0, 1, 1, null);
        Workload impossible = new Workload(
                workload.name(),
                workload.application(),
                workload.requires(),
                workload.start(),
                workload.tasks(),
                null,
                workload.limits(),
                0,
                pool,
                workload.failure(),
                null);
        planned(new Plan(
                plan.submission(),
                impossible,
                plan.trigger(),
                List.of(),
                null,
                Map.of(),
                List.of(1),
                1000,
                1,
                1,
                List.of(),
                IgnoredFiles.NONE,
                null));

        publish("submissions", accepted(plan));

        JobClosed closed = heard(JobId.of(plan.submission(), 1), JobClosed.class, 0);
        assertThat(closed.failure()).isNotNull();
        assertThat(closed.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
        assertThat(closed.failure().message()).contains("windows-3.1", "ubuntu-22.04");
    }

    @Test
    void shows_its_jobs_health_and_metrics() throws Exception {
        assertThat(get("/jobs")).startsWith("[");
        assertThat(get("/actuator/health/readiness")).contains("UP");
        assertThat(get("/actuator/prometheus")).contains("dropbatch_jobs{", "state=\"running\"");
    }

    /** Writes the plan and the inputs of a drop, as user and submission-service do. */
    private static Plan planned(Plan plan) {
        List<PlannedTask> tasks = IntStream.rangeClosed(1, plan.mapTasks())
                .mapToObj(index -> {
                    String name = "in " + index + ".csv";
                    byte[] content = bytes("content of " + index + "\n");
                    String etag = account.blobs("inbox").write(plan.trigger().prefix() + name, content, "text/csv");
                    return new PlannedTask(
                            index, List.of(new PlannedInput(name, content.length, etag, null)), null, Map.of());
                })
                .toList();
        write(SystemLayout.planSlice(plan.submission(), 0), tasks);
        write(SystemLayout.plan(plan.submission()), List.of(plan));
        return plan;
    }

    private static SubmissionAccepted accepted(Plan plan) {
        return new SubmissionAccepted(
                plan.submission(),
                plan.workload().name().value(),
                plan.trigger(),
                Instant.now(),
                SystemLayout.plan(plan.submission()),
                plan.levels(),
                0,
                plan.inputCount(),
                plan.inputBytes());
    }

    /** Waits for all markers of a level, records what they list and announces it, as monitor and results do. */
    private static List<VerifiedTask> verify(Plan plan, JobId job, int level) {
        List<VerifiedTask> verified = IntStream.rangeClosed(1, plan.levels().get(level))
                .mapToObj(index -> verified(job, TaskId.of(level, index)))
                .toList();
        write(SystemLayout.levelOutputs(job, level), verified);
        publish(
                "jobs",
                new LevelVerified(
                        plan.submission(),
                        plan.workload().name().value(),
                        job,
                        level,
                        true,
                        SystemLayout.levelOutputs(job, level),
                        plan.levels()));
        return verified;
    }

    private static VerifiedTask verified(JobId job, TaskId task) {
        BlobStore outputs = account.blobs("outputs");
        String prefix = OutputLayout.task(job, task) + "/";
        String marker = await("the marker of " + task)
                .atMost(PATIENCE)
                .until(
                        () -> outputs.list(prefix)
                                .map(blob -> blob.path())
                                .filter(path -> path.endsWith("/" + OutputLayout.MARKER))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        TaskMarker content = ModelJson.read(text("outputs", marker), TaskMarker.class);
        assertThat(content.failure()).isNull();
        String base = marker.substring(0, marker.length() - OutputLayout.MARKER.length());
        return new VerifiedTask(
                task,
                content.run(),
                base,
                content.outputs().stream()
                        .map(output -> new VerifiedOutput(output.path(), output.bytes(), output.sha256(), ""))
                        .toList());
    }

    private static void publish(String topic, DomainEvent event) {
        byte[] body = EventCodec.write(event, "/test", Instant.now(), null);
        bus.send(
                        topic,
                        new OutgoingMessage(
                                event.id().value(),
                                body,
                                EventCodec.CONTENT_TYPE,
                                Map.of("type", event.type().value())))
                .join();
    }

    /** The announcement of the type, in the order in which they came, about the job. */
    private static <T extends DomainEvent> T heard(JobId job, Class<T> type, int number) {
        return await(type.getSimpleName() + " " + number + " about " + job)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            for (ServiceBusReceivedMessage message :
                                    subscriber.receiveMessages(1, Duration.ofMillis(200))) {
                                HEARD.add(EventCodec.read(message.getBody().toBytes())
                                        .data());
                            }
                            return HEARD.stream()
                                    .filter(type::isInstance)
                                    .filter(heard -> heard.submission().equals(job.submission()))
                                    .skip(number)
                                    .map(type::cast)
                                    .findFirst();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void write(String path, List<?> lines) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Object line : lines) {
            content.writeBytes(ModelJson.write(line));
            content.writeBytes(bytes("\n"));
        }
        account.blobs("system").write(path, content.toByteArray(), "application/json");
    }

    private static String text(String container, String path) {
        return new String(account.blobs(container).read(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
