package io.dropbatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.store.StorageAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Tests the running service against a bus and a storage account that it knows only by their addresses. */
class ResultsServiceTest {

    private static final Path TOPOLOGY = Path.of("..", "deploy", "local");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HOSTILE = "a b';$(touch x);ü%2e.txt";

    @TempDir
    static Path folder;

    static ServiceBusServer bus;
    static StorageServer storage;
    static ResultsFixture fixture;
    static Map<String, ServiceBusSenderClient> topics = new HashMap<>();
    static ServiceBusReceiverClient outputs;
    static ServletWebServerApplicationContext service;

    @BeforeAll
    static void start() throws IOException {
        bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(TOPOLOGY.resolve("servicebus.json"))));
        storage = StorageServer.start(
                StorageOptions.in(folder).withTopology(StorageTopologyReader.read(TOPOLOGY.resolve("storage.json"))));
        fixture = fixture(StorageAccount.connect(storage.connectionString(), null, null));
        ServiceBusClientBuilder client = new ServiceBusClientBuilder().connectionString(bus.connectionString());
        for (String topic : List.of("submissions", "jobs")) {
            topics.put(topic, client.sender().topicName(topic).buildClient());
        }
        outputs = client.receiver()
                .topicName("outputs")
                .subscriptionName("all")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient();
        service = start("--dropbatch.results.large-level=3");
    }

    private static ServletWebServerApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString(),
                "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString()));
        arguments.addAll(List.of(settings));
        return (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(ResultsApplication.class).run(arguments.toArray(String[]::new));
    }

    private static ResultsFixture fixture(StorageAccount account) {
        return new ResultsFixture(
                account.blobs("inbox"),
                account.blobs("outputs"),
                account.blobs("system"),
                ResultsTable.of(account, "results"),
                Clock.systemUTC(),
                new RecheckLimit(0, 0));
    }

    @AfterAll
    static void stop() {
        service.close();
        topics.values().forEach(ServiceBusSenderClient::close);
        outputs.close();
        fixture.close();
        storage.close();
        bus.close();
    }

    @Test
    void verifies_announces_and_serves_a_result() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), "served", 2).levelRuns(0);

        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.scheduledFact(0));
        say("jobs", scenario.levelCompleted(0));

        ServiceBusReceivedMessage announced = outcomeOf(scenario);
        OutputReady ready =
                (OutputReady) EventCodec.read(announced.getBody().toBytes()).data();
        assertThat(announced.getMessageId()).isEqualTo(ready.id().value());
        assertThat(announced.getApplicationProperties())
                .containsEntry("outcome", "ready")
                .containsEntry("submission", scenario.submission.value());
        assertThat(ModelJson.read(get(at(scenario, "")).body(), DropStatus.class)
                        .state())
                .isEqualTo(DropStatus.State.READY);
        assertThat(DropScenario.sha256(get(at(scenario, "/manifest")).body())).isEqualTo(ready.manifestSha256());
        assertThat(new String(get("/submissions?limit=5").body(), StandardCharsets.UTF_8))
                .contains(scenario.submission.value());
        assertThat(new String(get(at(scenario, "/results?limit=5")).body(), StandardCharsets.UTF_8))
                .contains("0-000002");
        HttpResponse<byte[]> output = get(at(scenario, "/outputs/0-000002/" + DropScenario.OUTPUT));
        assertThat(output.body()).isEqualTo(DropScenario.bytes("output 2"));
        assertThat(output.headers().firstValue("Content-Length")).contains("8");
        assertThat(output.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(output.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(output.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void says_how_dead_letters_are_shown_where_they_are_not() throws Exception {
        for (String path : List.of("/dead-letters", "/dead-letters?entity=jobs/results", "/dead-letters/notes")) {
            HttpResponse<byte[]> answer = get(path);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("DROPBATCH_DEAD_LETTERS_ENABLED", "deadLetterConsole=true");
        }
        assertThat(ModelJson.mapper()
                        .readTree(get("/session").body())
                        .get("deadLetters")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "page.html, <script>fetch('/submissions')</script>, application/octet-stream",
        "picture.svg, <svg onload='fetch(1)'/>, application/octet-stream",
        "code.js, fetch(1), application/octet-stream",
        "code.mjs, fetch(1), application/octet-stream",
        "style.css, body{}, application/octet-stream",
        "page.xhtml, <html/>, application/octet-stream",
        "data.xml, <x/>, application/octet-stream",
        "nothing, <script>fetch(1)</script>, application/octet-stream",
        "data.json, {}, application/json",
        "picture.png, x, image/png",
    })
    void sends_an_output_so_that_no_browser_runs_it(String file, String content, String type) throws Exception {
        String name = "scripted-" + file.replaceAll("[^a-z]", "-");
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), name, 1).taskUploads(TaskId.of(0, 1), file, content);
        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0));
        outcomeOf(scenario);

        HttpResponse<byte[]> output = get(at(scenario, "/outputs/0-000001/" + file));

        assertThat(output.body()).isEqualTo(DropScenario.bytes(content));
        assertThat(output.headers().firstValue("Content-Type")).contains(type);
        assertThat(output.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(output.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(output.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox; default-src 'none'");
        assertThat(output.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void shuts_what_others_wrote_into_a_sandbox_however_its_address_is_spelt() throws Exception {
        for (String path : List.of("/submissions", "/%73ubmissions", "/submissions/a", "//submissions/a/manifest")) {
            assertThat(get(path).headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .startsWith("sandbox");
        }
    }

    @Test
    void verifies_a_large_level_aside() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), "large", 3).levelRuns(0);

        say("jobs", scenario.levelCompleted(0));

        assertThat(outcomeOf(scenario).getApplicationProperties()).containsEntry("outcome", "ready");
    }

    @Test
    void announces_a_tampered_result_as_failed_and_names_the_blob() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), "tampered", 2).levelRuns(0);
        fixture.outputs.delete(scenario.output(0, 2));

        say("jobs", scenario.levelCompleted(0));

        ServiceBusReceivedMessage announced = outcomeOf(scenario);
        assertThat(announced.getApplicationProperties()).containsEntry("outcome", "failed");
        OutputFailed failed =
                (OutputFailed) EventCodec.read(announced.getBody().toBytes()).data();
        assertThat(failed.failure().message()).contains(scenario.output(0, 2));
        assertThat(scenario.postedStatus().failure()).isEqualTo(failed.failure());
    }

    @Test
    void sends_the_whole_result_as_a_zip_with_hostile_names() throws Exception {
        DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), "zipped", 1)
                .taskUploads(TaskId.of(0, 1), "folder/" + HOSTILE, "zipped content");

        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0));

        outcomeOf(scenario);
        byte[] zip = get(at(scenario, "/outputs.zip")).body();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(entries.getNextEntry().getName()).isEqualTo("folder/" + HOSTILE);
            assertThat(entries.readAllBytes()).isEqualTo(DropScenario.bytes("zipped content"));
            assertThat(entries.getNextEntry()).isNull();
        }
        String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<byte[]> output = get(at(scenario, "/outputs/0-000001/folder/" + encoded));
        assertThat(output.body()).isEqualTo(DropScenario.bytes("zipped content"));
    }

    @Test
    void refuses_a_zip_of_a_drop_that_has_no_result_yet() throws Exception {
        DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), "unzipped", 1);
        say("submissions", scenario.acceptedFact());
        await().atMost(PATIENCE).until(() -> get(at(scenario, "")).statusCode() == 200);

        HttpResponse<byte[]> refused = get(at(scenario, "/outputs.zip"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("This drop has no result yet: it is accepted. Fetch the result when it is ready.\n");
    }

    @Test
    void answers_no_name_of_another_host_so_that_no_web_page_reaches_it_by_one() throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), service.getWebServer().getPort())) {
            socket.getOutputStream()
                    .write("GET /submissions HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 421")
                    .contains("DROPBATCH_WEB_HOSTS");
        }
    }

    @Test
    void serves_the_log_of_a_failure() throws Exception {
        TaskId task = TaskId.of(0, 1);
        DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), "logged", 1);
        String log = scenario.base(task, "run-1") + "logs/stderr.txt";
        fixture.outputs.write(log, DropScenario.bytes("reading\nboom\n"), "text/plain");
        Failure why = new Failure(FailureCode.USER_EXIT, "it failed", task.value(), 3, "boom", log);
        scenario.failed(task, why);

        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0, why));

        outcomeOf(scenario);
        assertThat(get(at(scenario, "/logs/0")).body()).isEqualTo(DropScenario.bytes("reading\nboom\n"));
        assertThat(get(at(scenario, "/logs/1")).statusCode()).isEqualTo(404);
        assertThat(get(at(scenario, "/logs/-1")).statusCode()).isEqualTo(404);
        assertThat(get(at(scenario, "/logs/x")).statusCode()).isEqualTo(400);
    }

    @Test
    void lists_drops_tasks_and_logs_page_by_page() throws Exception {
        TaskId first = TaskId.of(0, 1);
        DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), "listed", 2);
        fixture.outputs.write(
                scenario.base(first, "run-1") + "logs/stderr.txt", DropScenario.bytes("reading\nboom\n"), "text/plain");
        Failure why = new Failure(FailureCode.USER_EXIT, "it failed", first.value(), 3, "boom", null);
        scenario.failed(first, why);
        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0, why));
        outcomeOf(scenario);

        HttpResponse<byte[]> page = get(at(scenario, "/tasks?limit=1"));
        assertThat(page.body()).asString(StandardCharsets.UTF_8).contains("in-1.txt", "FAILED", "boom");
        assertThat(page.headers().firstValue("Link").orElseThrow())
                .isEqualTo("<" + at(scenario, "/tasks?limit=1&after=0-000001") + ">; rel=\"next\"");
        assertThat(get(at(scenario, "/tasks?limit=1&after=0-000001")).body())
                .asString(StandardCharsets.UTF_8)
                .contains("in-2.txt", "OPEN");
        assertThat(get(at(scenario, "/tasks?state=succeeded")).body()).isEqualTo(DropScenario.bytes("[]"));
        assertThat(get(at(scenario, "/tasks/0-000001/log")).body()).isEqualTo(DropScenario.bytes("reading\nboom\n"));
        HttpResponse<byte[]> tail = get(at(scenario, "/tasks/0-000001/log"), "bytes=-5");
        assertThat(tail.statusCode()).isEqualTo(206);
        assertThat(tail.body()).isEqualTo(DropScenario.bytes("boom\n"));
        assertThat(tail.headers().firstValue("Content-Range")).contains("bytes 8-12/13");
        assertThat(get(at(scenario, "/tasks/0-000001/log"), "bytes=13-").statusCode())
                .isEqualTo(416);
        assertThat(get(at(scenario, "/tasks/0-000002/log")).body())
                .asString(StandardCharsets.UTF_8)
                .contains("has left no stderr");
        assertThat(get(at(scenario, "/life")).body())
                .asString(StandardCharsets.UTF_8)
                .contains("\"drop\":\"demo/listed\"", "\"steps\"", "\"levels\"");
        assertThat(get("/submissions?text=demo/listed&state=failed&since=1h&workload=demo")
                        .body())
                .asString(StandardCharsets.UTF_8)
                .contains(scenario.submission.value());
        for (String wrong : new String[] {
            "/submissions?state=odd",
            "/submissions?since=yesterday",
            "/submissions?after=1",
            "/submissions?workload=A/B",
            "/submissions?failure=odd",
            at(scenario, "/tasks?failure=odd"),
            at(scenario, "/tasks?text=" + "a".repeat(201)),
            at(scenario, "/tasks?state=odd"),
            at(scenario, "/tasks?after=x"),
            at(scenario, "/tasks?limit=0"),
            at(scenario, "/tasks/x/log"),
            at(scenario, "/tasks/0-000001/log?stream=../x")
        }) {
            HttpResponse<byte[]> answer = get(wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).isNotEmpty();
        }
    }

    @Test
    void knows_nothing_but_what_is_listed() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), "closed", 1).levelRuns(0);
        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0));
        outcomeOf(scenario);

        for (String path : new String[] {
            "/submissions/no-such",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa/manifest",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa/outputs.zip",
            "/submissions/..%2f..%2fsecret",
            "/submissions/%00/manifest",
            at(scenario, "/outputs/0-000001/other.txt"),
            at(scenario, "/outputs/0-000001/..%2f..%2f..%2fmanifest.json"),
            at(scenario, "/outputs/0-000001/%2e%2e/%2e%2e/manifest.json"),
            at(scenario, "/outputs/nothing/" + DropScenario.OUTPUT),
            "/submissions?limit=0",
            "/submissions?limit=many"
        }) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("Exception", "at io.");
        }
    }

    @Test
    void serves_the_console_under_a_strict_policy() throws Exception {
        HttpResponse<byte[]> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("Dropbatch");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        HttpResponse<byte[]> script = get("/console/list.js");
        assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(script.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{32}\"");
        assertThat(script.headers().firstValue("Last-Modified")).isEmpty();
        assertThat(get("/drops/demo-aaaaaaaaaaaaaaaaaaaa").body())
                .isEqualTo(get("/drop.html").body());
    }

    @Test
    void tells_people_in_words_that_there_is_no_such_page() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + "/drops/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("There is nothing at this address");
        }
    }

    @Test
    void streams_what_changes_in_a_drop_and_in_the_list() throws Exception {
        DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), "streamed", 1);
        say("submissions", scenario.acceptedFact());
        await().atMost(PATIENCE).until(() -> get(at(scenario, "")).statusCode() == 200);
        URI root = URI.create("http://127.0.0.1:" + service.getWebServer().getPort());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> life = stream(client, root.resolve(at(scenario, "/live")));
            HttpResponse<Stream<String>> list = stream(client, root.resolve("/submissions/live?text=demo/streamed"));
            assertThat(life.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            scenario.levelRuns(0);
            say("jobs", scenario.levelCompleted(0));

            String order = "data:{\"order\":[\"" + scenario.submission + "\"],\"changed\":[{\"drop\":\"demo/streamed\"";
            assertThat(firstLine(life, "\"READY\"")).startsWith(order).contains("\"actions\":[]");
            assertThat(firstLine(list, "\"READY\"")).startsWith(order);
        }
        assertThat(get("/submissions/demo-aaaaaaaaaaaaaaaaaaaa/live").statusCode())
                .isEqualTo(404);
        assertThat(get("/submissions/live?state=odd").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<Stream<String>> stream(HttpClient client, URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines());
    }

    /** Closes the stream behind it. */
    private static String firstLine(HttpResponse<Stream<String>> stream, String part) {
        try (Stream<String> lines = stream.body()) {
            return lines.filter(line -> line.contains(part)).findFirst().orElseThrow();
        }
    }

    @Test
    void serves_parts_of_outputs_and_pages_of_results() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, Instant.now(), "parts", 3).levelRuns(0);
        say("submissions", scenario.acceptedFact());
        say("jobs", scenario.levelCompleted(0));
        outcomeOf(scenario);

        String output = at(scenario, "/outputs/0-000002/" + DropScenario.OUTPUT);
        HttpResponse<byte[]> part = get(output, "bytes=0-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(DropScenario.bytes("output"));
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 0-5/8");
        assertThat(get(output, "bytes=8-").statusCode()).isEqualTo(416);
        assertThat(get(output, "lines=1").statusCode()).isEqualTo(400);
        HttpResponse<byte[]> page = get(at(scenario, "/results?limit=2"));
        assertThat(page.headers().firstValue("Link").orElseThrow())
                .isEqualTo("<" + at(scenario, "/results?limit=2&after=0-000002%2Fresult.txt") + ">; rel=\"next\"");
        HttpResponse<byte[]> last = get(at(scenario, "/results?limit=2&after=0-000002%2Fresult.txt"));
        assertThat(last.body())
                .asString(StandardCharsets.UTF_8)
                .contains("0-000003")
                .doesNotContain("0-000002");
        assertThat(last.headers().firstValue("Link")).isEmpty();
        assertThat(get(at(scenario, "/results?task=0-000001")).body())
                .asString(StandardCharsets.UTF_8)
                .contains("0-000001")
                .doesNotContain("0-000002");
        assertThat(get(at(scenario, "/results?task=x")).statusCode()).isEqualTo(400);
    }

    @Test
    void lets_in_nobody_unknown_once_an_openid_provider_is_set_and_keeps_health_on_a_port_of_its_own()
            throws Exception {
        try (ServletWebServerApplicationContext guarded = start(
                "--management.server.port=0",
                "--DROPBATCH_SIGN_IN_ISSUER=https://login.example.org",
                "--DROPBATCH_SIGN_IN_AUDIENCE=api://dropbatch")) {
            int management = guarded.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            for (String path : List.of(
                    "/",
                    "/console/list.js",
                    "/submissions",
                    "/submissions/a/outputs.zip",
                    "/submissions/a/outputs/b/c.html")) {
                HttpResponse<byte[]> answer = get(guarded.getWebServer().getPort(), path);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .as(path)
                        .isPresent();
            }
            assertThat(get(management, "/actuator/health").statusCode()).isEqualTo(200);
            assertThat(get(management, "/actuator/prometheus").statusCode()).isEqualTo(200);
            assertThat(get(management, "/submissions").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keeps_announcements_and_shows_them_as_a_page_and_as_a_stream() throws Exception {
        Instant began = Instant.now().minusSeconds(1);
        DropScenario scenario = DropScenario.accepted(fixture, began, "kept", 1);
        DomainEvent accepted = scenario.acceptedFact();
        DomainEvent scheduled = scenario.scheduledFact(0);
        say("submissions", accepted);
        say("jobs", scheduled);
        String kept = "/events?since=" + began + "&type=submission.accepted,job.*&workload=" + accepted.workload();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids(get(kept), scenario.submission))
                        .containsExactlyInAnyOrder(
                                accepted.id().value(), scheduled.id().value()));

        JsonNode first = ModelJson.mapper().readTree(get(kept + "&limit=1").body());
        assertThat(first.path("more").asBoolean()).isTrue();
        String cursor = first.path("cursor").asText();
        assertThat(first.path("events").get(0).path("specversion").asText()).isEqualTo("1.0");
        assertThat(ids(get("/events?cursor=" + cursor), scenario.submission)).isNotEmpty();
        String seen = first.path("events").get(0).path("id").asText();
        assertThat(stream(kept, cursor)).doesNotContain("\"id\":\"" + seen);
        assertThat(stream(kept, null))
                // Who connects again before anything came begins there, not a while before that moment.
                .startsWith("id:" + began.toEpochMilli() + "\n")
                .contains(seen, "\ndata:{\"specversion\":\"1.0\"");
    }

    private static List<String> ids(HttpResponse<byte[]> answer, SubmissionId submission) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return ModelJson.mapper()
                .readTree(answer.body())
                .path("events")
                .valueStream()
                .filter(event -> event.path("subject").asText().equals(submission.value()))
                .map(event -> event.path("id").asText())
                .toList();
    }

    /** The beginning of a stream, up to its first event. */
    private String stream(String path, String lastSeen) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path))
                .header("Accept", "text/event-stream");
        if (lastSeen != null) {
            request.header("Last-Event-ID", lastSeen);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer =
                    client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            List<String> lines = new ArrayList<>();
            try (Stream<String> all = answer.body()) {
                all.takeWhile(line -> lines.add(line) && !line.startsWith("data:"))
                        .forEach(line -> {});
            }
            client.shutdownNow();
            return String.join("\n", lines);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type=odd, type: some of submission.hinted",
        "since=yesterday, since: a time such as",
        "cursor=1, cursor: take it from the page before",
        "limit=501, limit: 1 to 500",
        "workload=A/B, workload: the name of a workload",
    })
    void refuses_to_guess_which_announcements_are_meant(String query, String words) throws Exception {
        HttpResponse<byte[]> answer = get("/events?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith(words);
    }

    @Test
    void answers_health_and_counts() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(new String(get("/actuator/prometheus").body(), StandardCharsets.UTF_8))
                .contains("dropbatch_status_writes_total");
    }

    private static void say(String topic, DomainEvent fact) {
        byte[] body = EventCodec.write(fact, "/test", Instant.now(), null);
        ServiceBusMessage message = new ServiceBusMessage(BinaryData.fromBytes(body));
        message.setMessageId(fact.id().value()).setContentType(EventCodec.CONTENT_TYPE);
        message.getApplicationProperties().put("type", fact.type().value());
        topics.get(topic).sendMessage(message);
    }

    private static ServiceBusReceivedMessage outcomeOf(DropScenario scenario) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (ServiceBusReceivedMessage message : outputs.receiveMessages(1, Duration.ofSeconds(5))) {
                if (message.getCorrelationId().equals(scenario.submission.value())) {
                    return message;
                }
            }
        }
        throw new AssertionError("no outcome of " + scenario.submission + " within " + PATIENCE);
    }

    private static String at(DropScenario scenario, String rest) {
        return "/submissions/" + scenario.submission + rest;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return get(service.getWebServer().getPort(), path);
    }

    private static HttpResponse<byte[]> get(int port, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private HttpResponse<byte[]> get(String path, String range) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(address).header("Range", range).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
