package io.dropbatch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.PublicAccessType;
import com.azure.storage.blob.options.BlobContainerCreateOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.store.StorageAccount;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * What the doctor says of a local Azure of which one thing is broken. The answers are files in {@code resources/doctor},
 * written anew with {@code -Ddoctor.answers.write=true}.
 */
class DoctorTest {

    private static final Path LOCAL = Path.of("..", "deploy", "local");
    private static final Path ANSWERS = Path.of("src", "test", "resources", "doctor");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TokenCredential ANYBODY = request -> Mono.just(new AccessToken("a-token", OffsetDateTime.MAX));

    @TempDir
    static Path folder;

    static StorageServer storage;
    static ServiceBusServer bus;
    static BatchServer batch;
    static ManagementStandIn manager;
    static List<NodeImageWish> images;

    /** A configuration with one thing broken, or none. */
    record Broken(String name, Map<String, String> changes, Consumer<ObjectNode> namespace, Clock clock) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        storage = StorageServer.start(StorageOptions.in(folder.resolve("storage"))
                .withTopology(StorageTopologyReader.read(LOCAL.resolve("storage.json"))));
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.read(LOCAL.resolve("servicebus.json"))));
        batch = BatchServer.start(BatchOptions.in(folder.resolve("batch")));
        manager = new ManagementStandIn();
        StorageAccount.connect(storage.connectionString(), null, null)
                .blobClient()
                .getBlobContainerClient("shown")
                .createIfNotExistsWithResponse(
                        new BlobContainerCreateOptions().setPublicAccessType(PublicAccessType.BLOB),
                        Duration.ofSeconds(10),
                        Context.NONE);
        images = List.of(lastImage());
    }

    @AfterAll
    static void stop() {
        manager.close();
        batch.close();
        bus.close();
        storage.close();
    }

    static Stream<Broken> configurations() {
        return Stream.of(
                settings("nothing-broken", Map.of()),
                settings("storage-not-set", Map.of("AZURE_STORAGE_CONNECTION_STRING", "")),
                settings("storage-not-readable", Map.of("AZURE_STORAGE_CONNECTION_STRING", "AccountKey=s3cret")),
                settings(
                        "storage-not-reachable",
                        Map.of(
                                "AZURE_STORAGE_CONNECTION_STRING",
                                storage.connectionString().replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:1"))),
                settings(
                        "storage-key-of-another",
                        Map.of(
                                "AZURE_STORAGE_CONNECTION_STRING",
                                storage.connectionString()
                                        .replaceAll("AccountKey=[^;]+", "AccountKey=bm90IHRoZSBrZXkgb2YgaXQ="))),
                settings("container-missing", Map.of("DROPBATCH_CONTAINERS_INBOX", "drops")),
                settings("container-public", Map.of("DROPBATCH_CONTAINERS_OUTPUTS", "shown")),
                settings("bus-not-set", Map.of("AZURE_SERVICEBUS_CONNECTION_STRING", "")),
                settings(
                        "bus-not-readable",
                        Map.of("AZURE_SERVICEBUS_CONNECTION_STRING", "Endpoint=sb:/x y;SharedAccessKey=s3cret")),
                settings("bus-not-reachable", Map.of("AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT", "http://127.0.0.1:1")),
                bus("queue-missing", all -> remove(queues(all), "task-signals")),
                bus(
                        "queue-lock-too-short",
                        all -> properties(queues(all), "submission-work").put("LockDuration", "PT5S")),
                bus(
                        "queue-gives-up-early",
                        all -> properties(queues(all), "results-work").put("MaxDeliveryCount", 1)),
                bus(
                        "queue-detects-no-duplicates",
                        all -> properties(queues(all), "storage-events").put("RequiresDuplicateDetection", false)),
                bus(
                        "queue-wants-sessions",
                        all -> properties(queues(all), "monitor-work").put("RequiresSession", true)),
                bus("topic-missing", all -> remove(topics(all), "tasks")),
                bus(
                        "topic-detects-no-duplicates",
                        all -> properties(topics(all), "outputs").put("RequiresDuplicateDetection", false)),
                bus("subscription-missing", all -> remove(readers(all, "jobs"), "monitor")),
                bus(
                        "subscription-forgets-early",
                        all -> properties(readers(all, "submissions"), "results")
                                .put("DefaultMessageTimeToLive", "PT10M")),
                bus("rule-missing", all -> remove(rules(all, "jobs", "monitor"), "job-closed")),
                bus(
                        "rule-of-azure-left",
                        all -> rules(all, "submissions", "scheduler")
                                .addObject()
                                .put("Name", "$Default")
                                .putObject("Properties")
                                .put("FilterType", "Sql")
                                .putObject("SqlFilter")
                                .put("SqlExpression", "1=1")),
                bus(
                        "rule-that-passes-nothing",
                        all -> rules(all, "submissions", "scheduler")
                                .addObject()
                                .put("Name", "$Default")
                                .putObject("Properties")
                                .put("FilterType", "Sql")
                                .putObject("SqlFilter")
                                .put("SqlExpression", "1=0")),
                bus(
                        "rule-with-another-filter",
                        all -> ((ObjectNode) properties(rules(all, "jobs", "scheduler"), "level-verified")
                                        .at("/CorrelationFilter/Properties"))
                                .put("type", "io.dropbatch.level.completed.v1")),
                bus(
                        "rule-too-strict",
                        all -> ((ObjectNode) properties(rules(all, "tasks", "results"), "rolling-jobs")
                                        .path("SqlFilter"))
                                .put("SqlExpression", "type = 'io.dropbatch.task.completed.v2'")),
                settings("batch-not-set", Map.of("AZURE_BATCH_ENDPOINT", "")),
                settings("batch-account-not-set", Map.of("AZURE_BATCH_ACCOUNT", "")),
                settings("batch-address-not-readable", Map.of("AZURE_BATCH_ENDPOINT", "http://a b/?key=s3cret")),
                settings("batch-not-reachable", Map.of("AZURE_BATCH_ENDPOINT", "http://127.0.0.1:1")),
                settings("batch-key-of-another", Map.of("AZURE_BATCH_ACCESS_KEY", "bm90IHRoZSBrZXkgb2YgaXQ=")),
                settings("batch-key-cut-off", Map.of("AZURE_BATCH_ACCESS_KEY", "bm90IHRoZSBrZXkgb2YgaXQ")),
                settings("batch-short-of-quota", Map.of("AZURE_BATCH_ENDPOINT", manager.url())),
                new Broken(
                        "clock-behind",
                        Map.of(),
                        all -> {},
                        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20).minusSeconds(30))),
                settings("job-quota-too-small", Map.of(QuotaDiagnosis.RESOURCE, ManagementStandIn.SMALL)),
                settings("vm-size-not-offered", Map.of()),
                settings("no-cores", Map.of(QuotaDiagnosis.RESOURCE, ManagementStandIn.EMPTY)),
                settings("resource-not-readable", Map.of(QuotaDiagnosis.RESOURCE, ManagementStandIn.FORBIDDEN)));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void says_what_is_wrong_and_what_to_run(Broken broken) throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(broken.changes());
        JsonNode topology = JSON.readTree(LOCAL.resolve("servicebus.json").toFile());
        broken.namespace().accept((ObjectNode) topology.at("/UserConfig/Namespaces/0"));
        boolean sameBus =
                topology.equals(JSON.readTree(LOCAL.resolve("servicebus.json").toFile()));
        try (ServiceBusServer other = sameBus
                ? null
                : ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.parse(topology.toString())))) {
            if (other != null) {
                environment.putAll(addressesOf(other));
            }
            List<String> sizes = broken.name().equals("vm-size-not-offered")
                    ? List.of("Standard_D2s_v5", "Standard_Imaginary")
                    : List.of("Standard_D2s_v5");
            List<String> lines = doctor(broken.clock(), sizes)
                    .diagnose(ClientSettings.of(environment), ANYBODY)
                    .lines(broken.name().equals("nothing-broken"));

            check(broken.name(), String.join("\n", lines) + "\n");
        }
    }

    @Test
    void writes_the_same_for_programs() throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("DROPBATCH_CONTAINERS_INBOX", "drops");

        JsonNode report = JSON.valueToTree(
                doctor(Clock.systemUTC(), List.of()).diagnose(ClientSettings.of(environment), ANYBODY));

        assertThat(report.path("wrong").asInt()).isEqualTo(1);
        assertThat(report.path("checks"))
                .filteredOn(found -> found.path("state").asText().equals("WRONG"))
                .singleElement()
                .isEqualTo(JSON.readTree("""
                        {"area": "storage", "subject": "container drops", "state": "WRONG", "finding": "is not there",
                         "run": "az storage container create --auth-mode login --account-name devstoreaccount1 --name drops",
                         "undo": "az storage container delete --auth-mode login --account-name devstoreaccount1 --name drops"
                        }"""));
    }

    @Test
    void waits_for_nobody_longer_than_it_may() {
        DiagnosisTask silent = DiagnosisTask.single("storage", "account", () -> {
            new CountDownLatch(1).await();
            return Diagnosis.ok("storage", "account", "answers");
        });

        List<Diagnosis> found = new DiagnosisRunner(Duration.ofMillis(50)).run(List.of(silent));

        assertThat(found).singleElement().satisfies(only -> {
            assertThat(only.state()).isEqualTo(DiagnosisState.WRONG);
            assertThat(only.finding()).startsWith("no answer within");
        });
    }

    private static void check(String name, String said) throws IOException {
        String text = said.replaceAll("(127\\.0\\.0\\.1|localhost)(/127\\.0\\.0\\.1)?:[0-9]+", "<address>")
                .replace(images.getFirst().toString(), "<image>")
                .replace(images.getFirst().agent(), "<agent>");
        Path file = ANSWERS.resolve(name + ".txt");
        if (Boolean.getBoolean("doctor.answers.write")) {
            Files.createDirectories(ANSWERS);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
        assertThat(text).doesNotContain("s3cret", "bm90IHRoZSBrZXkgb2YgaXQ");
    }

    private static ConfigurationDoctor doctor(Clock clock, List<String> sizes) {
        return new ConfigurationDoctor(LOCAL.resolve("servicebus.json"), images, sizes, clock);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(addressesOf(bus));
        environment.put("AZURE_STORAGE_CONNECTION_STRING", storage.connectionString());
        environment.put("AZURE_BATCH_ENDPOINT", batch.endpoint().toString());
        environment.put("AZURE_BATCH_ACCOUNT", BatchOptions.DEFAULT_ACCOUNT);
        environment.put("AZURE_BATCH_ACCESS_KEY", BatchOptions.DEFAULT_KEY);
        environment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", manager.url());
        environment.put(QuotaDiagnosis.RESOURCE, ManagementStandIn.LARGE);
        return environment;
    }

    private static Map<String, String> addressesOf(ServiceBusServer server) {
        return Map.of(
                "AZURE_SERVICEBUS_CONNECTION_STRING",
                server.connectionString(),
                "AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT",
                server.administrationEndpoint().toString());
    }

    private static NodeImageWish lastImage() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode known = new BatchRequests(ClientSettings.of(environment()), Clock.systemUTC(), http)
                    .get("/supportedimages", Map.of())
                    .body()
                    .path("value");
            JsonNode last = known.path(known.size() - 1);
            return new NodeImageWish(
                    "ubuntu",
                    last.at("/imageReference/publisher").asText(),
                    last.at("/imageReference/offer").asText(),
                    last.at("/imageReference/sku").asText(),
                    last.path("nodeAgentSKUId").asText());
        }
    }

    private static Broken settings(String name, Map<String, String> changes) {
        return new Broken(name, changes, all -> {}, Clock.systemUTC());
    }

    private static Broken bus(String name, Consumer<ObjectNode> namespace) {
        return new Broken(name, Map.of(), namespace, Clock.systemUTC());
    }

    private static ArrayNode queues(ObjectNode namespace) {
        return (ArrayNode) namespace.path("Queues");
    }

    private static ArrayNode topics(ObjectNode namespace) {
        return (ArrayNode) namespace.path("Topics");
    }

    private static ArrayNode readers(ObjectNode namespace, String topic) {
        return (ArrayNode) named(topics(namespace), topic).path("Subscriptions");
    }

    private static ArrayNode rules(ObjectNode namespace, String topic, String reader) {
        return (ArrayNode) named(readers(namespace, topic), reader).path("Rules");
    }

    private static ObjectNode properties(ArrayNode all, String name) {
        return (ObjectNode) named(all, name).path("Properties");
    }

    private static JsonNode named(ArrayNode all, String name) {
        for (JsonNode one : all) {
            if (one.path("Name").asText().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void remove(ArrayNode all, String name) {
        for (int place = 0; place < all.size(); place++) {
            if (all.path(place).path("Name").asText().equals(name)) {
                all.remove(place);
                return;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
