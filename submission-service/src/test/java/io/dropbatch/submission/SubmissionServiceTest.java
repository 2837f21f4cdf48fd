package io.dropbatch.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Tests the running service against a storage account and a bus that it knows only by their addresses. */
class SubmissionServiceTest {

    private static final Path TOPOLOGY = Path.of("..", "deploy", "local");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    static ServiceBusServer bus;
    static StorageServer storage;
    static ServletWebServerApplicationContext service;
    static BlobServiceClient blobs;
    static ServiceBusReceiverClient subscriber;

    @BeforeAll
    static void start() throws IOException {
        bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(TOPOLOGY.resolve("servicebus.json"))));
        storage = StorageServer.start(StorageOptions.in(folder)
                .withTopology(StorageTopologyReader.read(TOPOLOGY.resolve("storage.json")))
                .withSink((queue, id, body, contentType, properties) ->
                        bus.send(queue, new OutgoingMessage(id, body, contentType, properties))));
        blobs = new BlobServiceClientBuilder()
                .connectionString(storage.connectionString())
                .buildClient();
        subscriber = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName("submissions")
                .subscriptionName("all")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient();
        service = (ServletWebServerApplicationContext) new SpringApplicationBuilder(SubmissionApplication.class)
                .run(
                        "--server.port=0",
                        "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString(),
                        "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString(),
                        "--dropbatch.sweep.every=1s",
                        "--dropbatch.sweep.grace=4s");
        upload("workloads", "prices.yaml", """
                apiVersion: dropbatch/v1
                name: prices
                tasks: { forEach: { file: "**/*.csv" }, command: x, outputs: [y] }
                """);
    }

    @AfterAll
    static void stop() {
        service.close();
        subscriber.close();
        storage.close();
        bus.close();
    }

    @Test
    void accepts_a_drop_whose_trigger_came_last() {
        upload("inbox", "prices/one/a b';$(touch x).csv", "1");
        upload("inbox", "prices/one/ünï/çødé.csv", "22");
        upload(
                "inbox",
                "prices/one/job.yaml",
                "inputs: [{path: \"a b';$(touch x).csv\", bytes: 1}, {path: ünï/çødé.csv, bytes: 2}]");

        SubmissionAccepted accepted = await("prices/one/job.yaml", SubmissionAccepted.class);

        assertThat(accepted.levels()).containsExactly(2);
        assertThat(blobs.getBlobContainerClient("system")
                        .getBlobClient(accepted.plan())
                        .exists())
                .isTrue();
    }

    @Test
    void folders_of_a_hierarchical_namespace_are_no_inputs() {
        upload("workloads", "hns.yaml", """
                apiVersion: dropbatch/v1
                name: hns
                start: { on: marker }
                tasks: { forEach: { file: "**/*.csv" }, command: x, outputs: [y] }
                """);
        upload("inbox", "hns/drop/a.csv", "1");
        upload("inbox", "hns/drop/more/b.csv", "22");
        for (String folder : List.of("hns", "hns/drop", "hns/drop/more", "hns/drop/empty.csv")) {
            blobs.getBlobContainerClient("inbox")
                    .getBlobClient(folder)
                    .uploadWithResponse(
                            new BlobParallelUploadOptions(BinaryData.fromString(""))
                                    .setMetadata(Map.of("hdi_isfolder", "true")),
                            null,
                            null);
        }

        upload("inbox", "hns/drop/_READY", "");

        assertThat(await("hns/drop/_READY", SubmissionAccepted.class).levels()).containsExactly(2);
    }

    @Test
    void waits_for_inputs_and_accepts_when_they_arrive() {
        upload("inbox", "prices/two/job.json", "{\"inputs\":[{\"path\":\"a.csv\",\"bytes\":1}]}");
        assertThat(await("prices/two/job.json", SubmissionWaiting.class).missing())
                .containsExactly("a.csv");

        upload("inbox", "prices/two/a.csv", "1");

        await("prices/two/job.json", SubmissionAccepted.class);
    }

    @Test
    void rejects_what_cannot_run() {
        upload("inbox", "nobody/three/job.yaml", "");

        assertThat(await("nobody/three/job.yaml", SubmissionRejected.class)
                        .failure()
                        .message())
                .contains("workloads/nobody.yaml");
    }

    @Test
    void finds_a_drop_whose_event_was_lost() {
        storage.eventFaults().dropNext(1);
        upload("inbox", "prices/four/job.yaml", "inputs: []\nparameters: {a: 1}");

        assertThat(await("prices/four/job.yaml", SubmissionRejected.class)
                        .failure()
                        .message())
                .contains("no files");
    }

    @Test
    void serves_schemas_health_and_metrics() throws Exception {
        assertThat(get("/schemas/events/output-ready/v1/schema.json")).contains("io.dropbatch.output.ready.v1");
        assertThat(get("/schemas/workload/v1/schema.json")).contains("Dropbatch workload");
        assertThat(get("/schemas/events/..%2f..%2fapplication/v1/schema.json")).doesNotContain("spring");
        assertThat(get("/actuator/health/readiness")).contains("UP");
        assertThat(get("/actuator/prometheus")).contains("dropbatch_drops_total", "dropbatch_messages_seconds_count");
    }

    private static void upload(String container, String path, String content) {
        blobs.getBlobContainerClient(container).getBlobClient(path).upload(BinaryData.fromString(content), true);
    }

    private static final List<DomainEvent> HEARD = new ArrayList<>();

    /** The next announcement of the type about the trigger's submissions. */
    private static <T extends DomainEvent> T await(String trigger, Class<T> type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (DomainEvent event : HEARD) {
                if (type.isInstance(event) && event.toString().contains(trigger)) {
                    return type.cast(event);
                }
            }
            for (ServiceBusReceivedMessage message : subscriber.receiveMessages(1, Duration.ofSeconds(2))) {
                HEARD.add(EventCodec.read(message.getBody().toBytes()).data());
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " about " + trigger + " among " + HEARD);
    }

    private static String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
