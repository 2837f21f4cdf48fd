package io.dropbatch.localazure.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.limits.TaskLimits;
import io.dropbatch.localazure.testtools.ControlGroupCheck;
import io.dropbatch.localazure.testtools.NeededTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three parts together, as an embedding test and as the process that {@code dropbatch up} starts. */
class LocalAzureTest {

    @TempDir
    Path folder;

    private Path busConfig;
    private Path storageConfig;

    @BeforeAll
    static void node() {
        NeededTools.require("node", "npm");
    }

    @BeforeEach
    void topology() throws IOException {
        busConfig = Files.writeString(folder.resolve("servicebus.json"), """
                {"UserConfig": {"Namespaces": [{"Name": "test", "Queues": [{"Name": "batch-log"},
                    {"Name": "storage-events",
                    "Properties": {"RequiresDuplicateDetection": true,
                                   "DuplicateDetectionHistoryTimeWindow": "PT10M"}}]}]}}""");
        storageConfig = Files.writeString(folder.resolve("storage.json"), """
                {"account": "devstoreaccount1", "containers": ["inbox"], "tables": [],
                 "events": [{"name": "drops", "container": "inbox", "queue": "storage-events"}]}""");
    }

    private LocalAzureOptions options() {
        return LocalAzureOptions.onFreePorts(folder.resolve("data"), busConfig, storageConfig);
    }

    @Test
    void tells_the_bus_what_happens_in_storage() {
        try (LocalAzure azure = LocalAzure.start(options())) {
            upload(azure.addresses().storageConnectionString(), "job.yaml");

            JsonNode event = receive(azure.addresses().serviceBusConnectionString(), "storage-events");

            assertThat(event.path("type").textValue()).isEqualTo("Microsoft.Storage.BlobCreated");
            assertThat(event.path("subject").textValue()).endsWith("/blobs/job.yaml");
        }
    }

    @Test
    void tells_the_bus_what_happens_in_batch_when_asked_to() throws Exception {
        try (LocalAzure azure = LocalAzure.start(options().withBatchLogQueue("batch-log"))) {
            createPool(azure.addresses());

            JsonNode message = receive(azure.addresses().serviceBusConnectionString(), "batch-log");

            assertThat(message.at("/records/0/operationName").textValue()).isEqualTo("PoolCreateEvent");
            assertThat(message.at("/records/0/properties/id").textValue()).isEqualTo("p");
        }
    }

    @Test
    void its_tasks_are_limited_when_asked_to() throws Exception {
        LocalAzureOptions limited = options().withTaskLimits(TaskLimits.NONE.withMemory("64m"));
        try (LocalAzure azure = LocalAzure.start(limited)) {
            createPool(azure.addresses());
            post(azure.addresses(), "/jobs", "{\"id\": \"j\", \"poolInfo\": {\"poolId\": \"p\"}}");

            post(azure.addresses(), "/jobs/j/tasks", """
                    {"id": "t", "commandLine": "grep -o dropbatch- /proc/self/cgroup"}""");

            await("the task has found itself in a group")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> printed("t").startsWith("dropbatch-"));
        } catch (LocalAzureException e) {
            assertThat(e).hasMessageStartingWith("Tasks cannot be limited here: ");
            ControlGroupCheck.cannotLimit(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void its_tasks_read_its_storage_as_their_own() throws Exception {
        try (LocalAzure azure = LocalAzure.start(options())) {
            upload(azure.addresses().storageConnectionString(), "in/job.yaml");
            createPool(azure.addresses());
            post(azure.addresses(), "/jobs", "{\"id\": \"j\", \"poolInfo\": {\"poolId\": \"p\"}}");

            post(azure.addresses(), "/jobs/j/tasks", """
                    {"id": "t", "commandLine": "cat in/job.yaml", "resourceFiles": [
                        {"autoStorageContainerName": "inbox", "blobPrefix": "in/"}]}""");

            await("the task has printed the blob")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> printed("t").equals("x"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runs_start_tasks_only_when_asked_to_and_tasks_all_the_same(boolean asked) throws Exception {
        Path mark = folder.resolve("started");
        try (LocalAzure azure = LocalAzure.start(options().withStartTasks(asked))) {
            createPool(azure.addresses(), """
                    , "startTask": {"commandLine": "touch %s", "waitForSuccess": true}""".formatted(mark));
            post(azure.addresses(), "/jobs", "{\"id\": \"j\", \"poolInfo\": {\"poolId\": \"p\"}}");
            post(azure.addresses(), "/jobs/j/tasks", """
                    {"id": "t", "commandLine": "echo ran"}""");

            await("the task has run")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> printed("t").equals("ran\n"));

            assertThat(Files.exists(mark)).isEqualTo(asked);
        }
    }

    private String printed(String task) {
        try (Stream<Path> files = Files.walk(folder.resolve("data/batch/nodes/p"))) {
            return files.filter(file -> file.endsWith(Path.of(task, "stdout.txt")))
                    .findFirst()
                    .map(LocalAzureTest::read)
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            // A folder may appear or go while it is walked.
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refuses_a_queue_for_batch_that_the_bus_does_not_have() {
        assertThatThrownBy(() -> LocalAzure.start(options().withBatchLogQueue("typo")))
                .isInstanceOf(LocalAzureException.class)
                .hasMessageContaining("declares no queue or topic 'typo'");
    }

    @Test
    void keeps_its_addresses_keys_and_messages_from_start_to_start() {
        LocalAzureAddresses before;
        try (LocalAzure azure = LocalAzure.start(options())) {
            before = azure.addresses();
            upload(before.storageConnectionString(), "early.yaml");
        }

        try (LocalAzure azure = LocalAzure.start(options())) {
            LocalAzureAddresses after = azure.addresses();

            assertThat(after.storageConnectionString()).isEqualTo(before.storageConnectionString());
            assertThat(after.serviceBusConnectionString()).isEqualTo(before.serviceBusConnectionString());
            assertThat(after.batchEndpoint()).isEqualTo(before.batchEndpoint());
            assertThat(after.batchKey()).isEqualTo(before.batchKey());
            assertThat(receive(after.serviceBusConnectionString(), "storage-events")
                            .path("subject")
                            .textValue())
                    .endsWith("/blobs/early.yaml");
        }
    }

    @Test
    void refuses_a_folder_that_is_in_use_and_gives_it_back() {
        try (LocalAzure azure = LocalAzure.start(options())) {
            assertThatThrownBy(() -> LocalAzure.start(options()))
                    .isInstanceOf(LocalAzureException.class)
                    .hasMessageContaining("another local Azure uses");
            assertThat(azure.bus().port()).isPositive();
        }
    }

    @Test
    void says_what_is_wrong_with_its_configuration_and_leaves_nothing_behind() throws IOException {
        Files.writeString(storageConfig, "{\"contaniers\": []}");

        assertThatThrownBy(() -> LocalAzure.start(options())).hasMessageContaining("contaniers: unknown key");

        Files.writeString(storageConfig, "{\"containers\": []}");
        LocalAzure.start(options()).close();
    }

    @Test
    void runs_as_a_process_that_writes_its_addresses_and_stops_on_sigterm() throws Exception {
        Path ready = folder.resolve("ready.json");
        Process process = process(ready).inheritIO().start();
        await("the ready file").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(ready) || !process.isAlive());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ready)))
                .isEqualTo("rw-------");
        JsonNode addresses = new ObjectMapper().readTree(ready.toFile());
        assertThat(addresses.at("/pids/localAzure").longValue()).isEqualTo(process.pid());
        long azurite = addresses.at("/pids/azurite").longValue();
        upload(addresses.path("storageConnectionString").textValue(), "x");

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ready).doesNotExist();
        assertThat(ProcessHandle.of(azurite).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void says_as_a_process_in_one_line_what_is_wrong_with_a_topology() throws Exception {
        Files.writeString(storageConfig, "{\"contaniers\": []}");

        Process process = process(folder.resolve("ready.json")).start();

        assertThat(process.errorReader().lines())
                .noneMatch(line -> line.startsWith("\tat "))
                .contains("local Azure cannot start: " + storageConfig
                        + ": contaniers: unknown key; did you mean containers?"
                        + " known here are account, containers, events, tables");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private ProcessBuilder process(Path ready) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalAzureMain.class.getName(),
                "--data",
                folder.resolve("data").toString(),
                "--service-bus-config",
                busConfig.toString(),
                "--storage-config",
                storageConfig.toString(),
                "--ready-file",
                ready.toString());
    }

    private static void upload(String connectionString, String name) {
        new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient()
                .getBlobContainerClient("inbox")
                .getBlobClient(name)
                .upload(BinaryData.fromString("x"));
    }

    private static void createPool(LocalAzureAddresses addresses) throws Exception {
        createPool(addresses, "");
    }

    private static void createPool(LocalAzureAddresses addresses, String more) throws Exception {
        post(addresses, "/pools", """
                {"id": "p", "vmSize": "Standard_D2s_v3", "targetDedicatedNodes": 1, "virtualMachineConfiguration": {
                    "imageReference": {"publisher": "canonical", "offer": "ubuntu", "sku": "22_04-lts"},
                    "nodeAgentSKUId": "batch.node.ubuntu 22.04"}%s}""".formatted(more));
    }

    private static void post(LocalAzureAddresses addresses, String path, String body) throws Exception {
        String version = "2024-07-01.20.0";
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String signed = "POST\n\n\n" + body.length() + "\n\n" + "application/json\n\n\n\n\n\n\n" + "ocp-date:" + date
                + "\n/" + addresses.batchAccount() + path + "\napi-version:" + version;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(addresses.batchKey()), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(addresses.batchEndpoint() + path + "?api-version=" + version))
                                .header("ocp-date", date)
                                .header("Content-Type", "application/json")
                                .header("Authorization", "SharedKey " + addresses.batchAccount() + ":" + signature)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static JsonNode receive(String connectionString, String queue) {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(connectionString)
                .receiver()
                .queueName(queue)
                .buildClient()) {
            ServiceBusReceivedMessage message = receiver.receiveMessages(1, Duration.ofSeconds(20)).stream()
                    .findFirst()
                    .orElseThrow();
            receiver.complete(message);
            return new ObjectMapper().readTree(message.getBody().toBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
