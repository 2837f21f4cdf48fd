package io.dropbatch.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.Event;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.Json;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.store.StorageAccount;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.binder.test.EnableTestBinder;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.OutputDestination;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The wired service: events in, events and downloads out, on a real storage account. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@EnableTestBinder
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class ResultsServiceTest {

    private static final String HOSTILE = "a b';$(touch x);ü%2e.txt";

    @TempDir
    static Path folder;

    static StorageServer server;
    static House house;

    @LocalServerPort
    int port;

    @Autowired
    InputDestination in;

    @Autowired
    OutputDestination out;

    @BeforeAll
    static void containers() {
        server = StorageServer.start(StorageOptions.in(folder));
        StorageAccount account = StorageAccount.connect(server.connectionString(), null, null);
        for (String name : new String[] {"inbox", "outputs", "system"}) {
            account.blobClient().createBlobContainerIfNotExists(name);
        }
        house = new House(
                account.blobs("inbox"),
                account.blobs("outputs"),
                account.blobs("system"),
                ResultsTable.of(account, "results"),
                Clock.systemUTC(),
                new RecheckLimit(0, 0));
    }

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry properties) {
        properties.add("AZURE_STORAGE_CONNECTION_STRING", () -> server.connectionString());
    }

    @AfterAll
    static void stop() {
        house.close();
        server.close();
    }

    @Test
    void verifies_announces_and_serves_a_result() throws Exception {
        Story story = Story.accepted(house, Instant.now(), "served", 2).levelRuns(0);

        say("submissions", story.acceptedFact());
        say("jobs", story.scheduledFact(0));
        say("jobs", story.levelCompleted(0));

        Message<byte[]> announced = out.receive(5000, "outputs");
        Event event = EventCodec.read(announced.getPayload());
        OutputReady ready = (OutputReady) event.data();
        assertThat(ready.submission()).isEqualTo(story.submission);
        assertThat(announced.getHeaders()).containsEntry("outcome", "ready");
        assertThat(Json.read(get(at(story, "")).body(), DropStatus.class).state())
                .isEqualTo(DropStatus.State.READY);
        assertThat(Story.sha256(get(at(story, "/manifest")).body())).isEqualTo(ready.manifestSha256());
        assertThat(new String(get("/submissions?limit=5").body(), StandardCharsets.UTF_8))
                .contains(story.submission.value());
        assertThat(new String(get(at(story, "/results?limit=5")).body(), StandardCharsets.UTF_8))
                .contains("0-000002");
        HttpResponse<byte[]> output = get(at(story, "/outputs/0-000002/" + Story.OUTPUT));
        assertThat(output.body()).isEqualTo(Story.bytes("output 2"));
        assertThat(output.headers().firstValue("Content-Length")).contains("8");
        assertThat(output.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(output.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(output.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void sends_the_whole_result_as_a_zip_with_hostile_names() throws Exception {
        Story story = Story.accepted(house, Instant.now(), "zipped", 1)
                .taskUploads(TaskId.of(0, 1), "folder/" + HOSTILE, "zipped content");

        say("submissions", story.acceptedFact());
        say("jobs", story.levelCompleted(0));

        assertThat(out.receive(5000, "outputs")).isNotNull();
        byte[] zip = get(at(story, "/outputs.zip")).body();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(entries.getNextEntry().getName()).isEqualTo("0-000001/folder/" + HOSTILE);
            assertThat(entries.readAllBytes()).isEqualTo(Story.bytes("zipped content"));
            assertThat(entries.getNextEntry()).isNull();
        }
        String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<byte[]> output = get(at(story, "/outputs/0-000001/folder/" + encoded));
        assertThat(output.body()).isEqualTo(Story.bytes("zipped content"));
    }

    @Test
    void knows_nothing_but_what_is_listed() throws Exception {
        Story story = Story.accepted(house, Instant.now(), "closed", 1).levelRuns(0);
        say("submissions", story.acceptedFact());
        say("jobs", story.levelCompleted(0));
        assertThat(out.receive(5000, "outputs")).isNotNull();

        for (String path : new String[] {
            "/submissions/no-such",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa/manifest",
            "/submissions/demo-aaaaaaaaaaaaaaaaaaaa/outputs.zip",
            "/submissions/..%2f..%2fsecret",
            "/submissions/%00/manifest",
            at(story, "/outputs/0-000001/other.txt"),
            at(story, "/outputs/0-000001/..%2f..%2f..%2fmanifest.json"),
            at(story, "/outputs/0-000001/%2e%2e/%2e%2e/manifest.json"),
            at(story, "/outputs/nothing/" + Story.OUTPUT),
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
    }

    @Test
    void answers_health_and_counts() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(new String(get("/actuator/prometheus").body(), StandardCharsets.UTF_8))
                .contains("dropbatch_status_writes_total");
    }

    /** Without the content type the framework leaves the body alone, as Receiver finds it with the real binder. */
    private void say(String topic, Announcement fact) {
        byte[] body = EventCodec.write(fact, "/test", Instant.now(), null);
        in.send(
                MessageBuilder.withPayload(body)
                        .setHeader("contentType", "application/octet-stream")
                        .build(),
                topic);
    }

    private static String at(Story story, String rest) {
        return "/submissions/" + story.submission + rest;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
