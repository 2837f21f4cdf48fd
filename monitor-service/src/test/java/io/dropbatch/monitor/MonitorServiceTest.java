package io.dropbatch.monitor;

import static io.dropbatch.monitor.ExampleWatches.POOL;
import static io.dropbatch.monitor.ExampleWatches.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.store.StorageAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * Tests the running service against a bus, a storage account and a Batch account that it knows only by their addresses.
 */
class MonitorServiceTest {

    private static final Path TOPOLOGY = Path.of("..", "deploy", "local");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    static ServiceBusServer bus;
    static StorageServer storage;
    static TestBatch batch;
    static ServletWebServerApplicationContext service;
    static StorageAccount account;
    static ServiceBusReceiverClient subscriber;
    static ServiceBusSenderClient scheduler;

    @BeforeAll
    static void start() throws IOException {
        bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(TOPOLOGY.resolve("servicebus.json"))));
        storage = StorageServer.start(StorageOptions.in(folder.resolve("storage"))
                .withTopology(StorageTopologyReader.read(TOPOLOGY.resolve("storage.json")))
                .withSink((queue, id, body, contentType, properties) ->
                        bus.send(queue, new OutgoingMessage(id, body, contentType, properties))));
        batch = TestBatch.local(folder.resolve("batch"));
        account = StorageAccount.connect(storage.connectionString(), null, null);
        ServiceBusClientBuilder client = new ServiceBusClientBuilder().connectionString(bus.connectionString());
        scheduler = client.sender().topicName("jobs").buildClient();
        subscriber = client.receiver()
                .topicName("jobs")
                .subscriptionName("all")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient();
        service = (ServletWebServerApplicationContext) new SpringApplicationBuilder(MonitorApplication.class)
                .run(
                        "--server.port=0",
                        "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString(),
                        "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString(),
                        "--AZURE_BATCH_ENDPOINT=" + batch.server().endpoint(),
                        "--AZURE_BATCH_ACCOUNT=" + batch.server().account(),
                        "--AZURE_BATCH_ACCESS_KEY=" + batch.server().key(),
                        "--dropbatch.monitor.sweep.every=500ms",
                        "--dropbatch.monitor.sweep.shortest=1s",
                        "--dropbatch.monitor.patience.examine=1s");
    }

    @AfterAll
    static void stop() {
        service.close();
        scheduler.close();
        subscriber.close();
        batch.close();
        storage.close();
        bus.close();
    }

    @Test
    void announces_a_level_soon_after_its_last_task_signalled() {
        JobId job = job("signals");
        batch.createJob(job);
        announce(scheduled(job, 2));

        batch.addWithMarker(job, 0, TaskId.of(0, 1), outputs(), marker(job, 1, null));
        batch.addWithMarker(job, 0, TaskId.of(0, 2), outputs(), marker(job, 2, null));
        LevelCompleted level = heard(job, LevelCompleted.class);

        assertThat(level.failure()).isNull();
        List<TaskRecord> records = records(level);
        assertThat(records).extracting(TaskRecord::task).containsExactly(TaskId.of(0, 1), TaskId.of(0, 2));
        Instant lastEnd = records.stream()
                .map(TaskRecord::endedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(Duration.between(lastEnd, level.completedAt())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void finds_tasks_that_never_signalled() {
        JobId job = job("silent");
        batch.createJob(job);
        batch.add(job, 0, TaskId.of(0, 1), TaskId.of(0, 2), TaskId.of(0, 3));

        announce(scheduled(job, 3));

        assertThat(heard(job, LevelCompleted.class).succeeded()).isEqualTo(3);
    }

    @Test
    void tells_why_a_task_failed_in_the_harness_own_words() {
        JobId job = job("fails");
        batch.createJob(job);
        announce(scheduled(job, 2));

        batch.addWithMarker(
                job,
                3,
                TaskId.of(0, 2),
                outputs(),
                marker(
                        job,
                        2,
                        new TaskMarker.MarkedFailure(
                                FailureCode.USER_EXIT, "the command ended with exit code 3", base64("boom\n"))));
        LevelCompleted level = heard(job, LevelCompleted.class);

        assertThat(level.failed()).isEqualTo(1);
        assertThat(level.failure().code()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(level.failure().message()).contains("1 of 2 tasks failed", "0-000002", "exit code 3");
        assertThat(level.failure().stderrTail()).isEqualTo("boom");
    }

    @Test
    void a_node_that_cannot_be_prepared_does_not_hang() {
        JobId job = job("unprepared");
        batch.createJobThatCannotBePrepared(job, "dropbatch: application-missing: the application is empty");
        batch.add(job, 0, TaskId.of(0, 1));

        announce(scheduled(job, 1));

        assertThat(heard(job, LevelCompleted.class).failure().code()).isEqualTo(FailureCode.APPLICATION_MISSING);
    }

    @Test
    void a_terminated_job_is_cancelled() {
        JobId job = job("terminated");
        batch.createJob(job);
        announce(scheduled(job, 1));

        batch.terminate(job, "UserTerminate");

        assertThat(heard(job, LevelCompleted.class).failure().code()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void a_closed_job_is_forgotten() {
        JobId job = job("closed");
        WatchStore watches = service.getBean(WatchStore.class);
        batch.createJob(job);
        announce(scheduled(job, 1));
        await("the job to be watched")
                .atMost(PATIENCE)
                .until(() -> watches.find(job).isPresent());

        announce(new JobClosed(job.submission(), "render", job, null));

        await("the job to be forgotten")
                .atMost(PATIENCE)
                .until(() -> watches.isClosed(job) && watches.find(job).isEmpty());
    }

    @Test
    void serves_health_and_metrics() throws Exception {
        assertThat(get("/actuator/health/readiness")).contains("UP");
        assertThat(get("/actuator/prometheus")).contains("dropbatch_sweep_recoveries_total", "sweep=\"completions\"");
    }

    private static JobId job(String drop) {
        return JobId.of(SubmissionId.of("render", "inbox", "render/" + drop + "/job.yaml", "0x1"), 1);
    }

    private static JobScheduled scheduled(JobId job, int tasks) {
        return new JobScheduled(job.submission(), "render", job, POOL, 0, tasks, List.of(tasks), Instant.now());
    }

    private static String marker(JobId job, int index, TaskMarker.MarkedFailure failure) {
        Instant now = Instant.now();
        return new String(
                ModelJson.write(new TaskMarker(
                        job.submission(), 1, TaskId.of(0, index), "run-1", "node", now, now, 0, List.of(), failure)),
                StandardCharsets.UTF_8);
    }

    private static String outputs() {
        BlobContainerClient outputs = account.blobClient().getBlobContainerClient("outputs");
        return outputs.getBlobContainerUrl() + "?"
                + outputs.generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                        new BlobContainerSasPermission()
                                .setCreatePermission(true)
                                .setWritePermission(true)));
    }

    private static void announce(DomainEvent announcement) {
        byte[] event = EventCodec.write(
                announcement, "/scheduler-service", Clock.systemUTC().instant(), null);
        ServiceBusMessage message = new ServiceBusMessage(BinaryData.fromBytes(event))
                .setMessageId(announcement.id().value())
                .setContentType(EventCodec.CONTENT_TYPE);
        message.getApplicationProperties().put("type", announcement.type().value());
        scheduler.sendMessage(message);
    }

    private static List<TaskRecord> records(LevelCompleted level) {
        byte[] lines =
                account.blobs("system").read(level.records()).orElseThrow().bytes();
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> ModelJson.read(line, TaskRecord.class))
                .toList();
    }

    private static final List<DomainEvent> HEARD = new ArrayList<>();

    private static <T extends DomainEvent> T heard(JobId job, Class<T> type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (DomainEvent announcement : HEARD) {
                if (type.isInstance(announcement) && announcement.submission().equals(job.submission())) {
                    return type.cast(announcement);
                }
            }
            for (ServiceBusReceivedMessage message : subscriber.receiveMessages(1, Duration.ofSeconds(2))) {
                HEARD.add(EventCodec.read(message.getBody().toBytes()).data());
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " of " + job + " among " + HEARD);
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
