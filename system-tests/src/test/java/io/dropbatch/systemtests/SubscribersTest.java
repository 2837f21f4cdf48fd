package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.localazure.testtools.PythonClient;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.systemtests.fixture.NodePackages;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The subscribers in {@code examples/}, which docs/subscribing.md prints, each with the subscription that the page adds to
 * the real topology: announced twice, a result and a rejection are told once; what is no event becomes a dead letter.
 */
class SubscribersTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final SubmissionId SUBMISSION = new SubmissionId("words-3wctybvsjnbpbpejzcv2");
    private static final String MANIFEST = "words/" + SUBMISSION + "/manifest.json";
    private static final String REJECTED = "rejected monte-carlo-3wctybvsjnbpbpejzcv2";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private ServiceBusServer bus;

    @BeforeEach
    void start_the_bus() throws IOException {
        Path topology = Files.writeString(folder.resolve("servicebus.json"), topology(), UTF_8);
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.read(topology)));
        environment.put("AZURE_SERVICEBUS_CONNECTION_STRING", bus.connectionString());
    }

    @AfterEach
    void stop_the_bus() {
        bus.close();
    }

    @Test
    @NeedsTool({"node", "npm"})
    void the_java_example_reads_a_result_and_verifies_it() throws Exception {
        try (StorageServer storage = StorageServer.start(StorageOptions.in(folder.resolve("storage")))) {
            environment.put("AZURE_STORAGE_CONNECTION_STRING", storage.connectionString());
            String sha256 = writeResult(storage.connectionString());

            List<String> told = tellOnce(
                    sha256,
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    example("java/ResultSubscriber.java"));

            assertThat(told).containsExactlyInAnyOrder("ready " + SUBMISSION + " total.txt 5 bytes", REJECTED);
        }
    }

    @Test
    @NeedsTool({"/usr/lib/python3/dist-packages/azure/servicebus/__init__.py", "apt-get"})
    void the_python_example_tells_each_event_once() throws Exception {
        Path packages = folder.resolve("packages");
        PythonClient.folder().ifPresent(client -> environment.put("CLIENT_FOLDER", client.toString()));
        Files.createDirectories(packages);
        // A newer client than the system's comes first, though the system's own package is no namespace.
        Files.writeString(packages.resolve("sitecustomize.py"), """
            import os, sys
            folder = os.environ.get("CLIENT_FOLDER")
            if folder:
                sys.path.insert(0, folder)
                import azure
                if isinstance(azure.__path__, list):
                    azure.__path__.insert(0, folder + "/azure")
            """, UTF_8);
        environment.put("PYTHONPATH", packages.toString());

        List<String> told = tellOnce("0", "/usr/bin/python3", example("python/result_subscriber.py"));

        assertThat(told).containsExactlyInAnyOrder("ready " + SUBMISSION + " " + MANIFEST, REJECTED);
    }

    @Test
    @NeedsTool({"node", "npm"})
    void the_javascript_example_tells_each_event_once() throws Exception {
        assertThat(PROJECT.resolve("examples/javascript/package-lock.json"))
                .hasSameTextualContentAs(Path.of("src/test/resources/readme-subscriber/package-lock.json"));
        environment.put("NODE_PATH", NodePackages.of("readme-subscriber").toString());

        List<String> told = tellOnce("0", "node", example("javascript/result-subscriber.js"));

        assertThat(told).containsExactlyInAnyOrder("ready " + SUBMISSION + " " + MANIFEST, REJECTED);
    }

    @Test
    void the_page_prints_the_examples_as_they_are() throws IOException {
        assertThat(printed("java")).isEqualTo(Files.readString(PROJECT.resolve("examples/java/ResultSubscriber.java")));
        assertThat(printed("python"))
                .isEqualTo(Files.readString(PROJECT.resolve("examples/python/result_subscriber.py")));
        assertThat(printed("js"))
                .isEqualTo(Files.readString(PROJECT.resolve("examples/javascript/result-subscriber.js")));
    }

    /** The real topology, and the subscription that the page prints on the topics that it names. */
    private static String topology() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode topology = json.readTree(Files.readString(PROJECT.resolve("deploy/local/servicebus.json"), UTF_8));
        JsonNode added = json.readTree(printed("json"));
        for (JsonNode topic : topology.at("/UserConfig/Namespaces/0/Topics")) {
            if (List.of("outputs", "submissions").contains(topic.path("Name").asText())) {
                ((ArrayNode) topic.path("Subscriptions")).add(added);
            }
        }
        return json.writeValueAsString(topology);
    }

    private static String printed(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PROJECT.resolve("docs/subscribing.md"), UTF_8));
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    private static String example(String name) {
        return PROJECT.resolve("examples").resolve(name).toString();
    }

    /** A result with one file; returns the hash of its manifest. */
    private static String writeResult(String storage) {
        var outputs = new BlobServiceClientBuilder()
                .connectionString(storage)
                .buildClient()
                .createBlobContainer("outputs");
        outputs.getBlobClient("total").upload(BinaryData.fromString("total"));
        byte[] manifest = ("{\"schema\":\"dropbatch/manifest/v1\",\"submission\":\"" + SUBMISSION
                        + "\",\"workload\":\"words\",\"attempt\":1,\"job\":\"" + SUBMISSION + "-1\",\"levels\":[1],"
                        + "\"outputs\":[{\"task\":\"0-000001\",\"run\":\"r\",\"path\":\"total.txt\",\"blob\":\"total\","
                        + "\"bytes\":5,\"md5\":\"\",\"sha256\":\"" + Sha256.of("total".getBytes(UTF_8)) + "\"}]}")
                .getBytes(UTF_8);
        outputs.getBlobClient(MANIFEST).upload(BinaryData.fromBytes(manifest));
        return Sha256.of(manifest);
    }

    /** Runs a program on everything twice, and what is no event; returns what it said. */
    private List<String> tellOnce(String manifestSha256, String... program) throws Exception {
        List<String> words = new ArrayList<>(List.of(program));
        words.add("billing");
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process subscriber = builder.start();
        try {
            for (String delivery : List.of("first", "second")) {
                send("outputs", "ready-" + delivery, ready(manifestSha256));
                send("submissions", "rejected-" + delivery, exampleEvent("submission-rejected"));
            }
            send("outputs", "no-event", "hello".getBytes(UTF_8));
            await("all to be settled").atMost(RunningSystem.LIMIT).untilAsserted(() -> {
                assertThat(subscriber.isAlive()).as(Files.readString(said)).isTrue();
                assertThat(waiting("outputs") + waiting("submissions")).isZero();
            });
            assertThat(deadLetter().getDeadLetterReason()).isEqualTo("Unreadable");
            // Programs for Java say more than ours does, on the standard error.
            return Files.readAllLines(said).stream()
                    .filter(line -> line.startsWith("ready ") || line.startsWith("rejected "))
                    .toList();
        } finally {
            subscriber.destroyForcibly().waitFor();
        }
    }

    private static byte[] ready(String manifestSha256) {
        Instant now = Instant.parse("2026-11-20T09:00:14Z");
        OutputReady event = new OutputReady(
                SUBMISSION,
                "words",
                new JobId(SUBMISSION + "-1"),
                "outputs",
                MANIFEST,
                manifestSha256,
                1,
                1,
                5,
                now,
                now);
        return EventCodec.write(event, "/results-service", now, null);
    }

    private static byte[] exampleEvent(String type) throws IOException {
        try (var in = SubscribersTest.class.getResourceAsStream("/events/" + type + "/v1/example.json")) {
            return in.readAllBytes();
        }
    }

    private void send(String topic, String id, byte[] event) {
        bus.send(topic, new OutgoingMessage(id, event, EventCodec.CONTENT_TYPE, Map.of()))
                .join();
    }

    private long waiting(String topic) {
        try (ServiceBusReceiverClient receiver = receiver(topic, SubQueue.NONE)) {
            return receiver.peekMessages(10).stream().count();
        }
    }

    private ServiceBusReceivedMessage deadLetter() {
        try (ServiceBusReceiverClient receiver = receiver("outputs", SubQueue.DEAD_LETTER_QUEUE)) {
            return receiver.peekMessage();
        }
    }

    private ServiceBusReceiverClient receiver(String topic, SubQueue queue) {
        return new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName(topic)
                .subscriptionName("billing")
                .subQueue(queue)
                .buildClient();
    }
}
