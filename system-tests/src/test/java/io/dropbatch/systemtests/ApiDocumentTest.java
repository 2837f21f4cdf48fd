package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the services answer is what {@code docs/api.openapi.yaml} says of it. */
@ExtendWith(SystemExtension.class)
class ApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api.openapi.yaml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void answers_about_a_drop_are_as_described(RunningSystem system) throws Exception {
        system.publish("counting", ExampleWorkloads.COUNTING);
        CompletedDrop drop = system.drop("counting").marker();
        drop.status(DropStatus.State.READY);
        String results = system.address("RESULTS_URL");
        String id = "/submissions/" + drop.submission();

        assertDescribed("/submissions", get(results + "/submissions?limit=3"));
        for (String below : new String[] {"", "/life", "/tasks", "/results", "/manifest"}) {
            assertDescribed("/submissions/{id}" + below, get(results + id + below));
        }
    }

    @Test
    void the_job_that_runs_is_as_described(RunningSystem system) throws Exception {
        Path go = system.home().resolve("go-described");
        system.publish("held-up", ExampleWorkloads.heldUpBy(go));
        CompletedDrop drop = system.drop("held-up").marker();
        drop.status(DropStatus.State.RUNNING);

        try {
            JsonNode jobs = get(system.address("SCHEDULER_URL") + "/jobs");

            assertThat(jobs.findValuesAsText("job")).contains(drop.submission() + "-1");
            assertDescribed("/jobs", jobs);
        } finally {
            Files.createFile(go);
        }
        drop.status(DropStatus.State.READY);
    }

    /** A message that no handler can read is seen, sent again and discarded, by console and command line alike. */
    @Test
    void dead_letters_are_as_described_and_one_matter_for_console_and_command_line(RunningSystem system)
            throws Exception {
        String results = system.address("RESULTS_URL");
        ServiceBusClientBuilder bus =
                new ServiceBusClientBuilder().connectionString(system.address("AZURE_SERVICEBUS_CONNECTION_STRING"));
        try (ServiceBusSenderClient sender =
                bus.sender().queueName("results-work").buildClient()) {
            sender.sendMessage(new ServiceBusMessage("no command").setMessageId("foreign"));
        }

        String number = awaitLetter(results, "foreign");
        HttpResponse<byte[]> replayed = post(
                results + "/dead-letters/actions/replay",
                "{\"entity\":\"results-work\",\"numbers\":[\"" + number + "\"],\"by\":\"ann\"}");
        String again = awaitLetter(results, "replay-results-work-" + number + "-foreign");
        String discarded = system.dropbatch("dead-letters", "discard", "results-work", again)
                .andWell()
                .said();

        assertThat(new String(replayed.body(), UTF_8)).isEqualTo("Sent again, of results-work: " + number + ".\n");
        assertThat(discarded).contains("discarded 1 dead letter of results-work");
        assertDescribed("/dead-letters", get(results + "/dead-letters"));
        JsonNode notes = get(results + "/dead-letters/notes");
        assertDescribed("/dead-letters/notes", notes);
        assertThat(notes.path("notes")
                        .valueStream()
                        .map(note -> note.path("action").asText() + " "
                                + note.path("number").asText()))
                .contains("REPLAYED " + number, "DISCARDED " + again);
        assertThat(system.dropbatch("dead-letters", "notes").andWell().said())
                .contains("ann replayed results-work " + number, "discarded results-work " + again);
    }

    private static String awaitLetter(String results, String messageId) {
        AtomicReference<String> number = new AtomicReference<>();
        await().atMost(RunningSystem.LIMIT).untilAsserted(() -> {
            JsonNode page = get(results + "/dead-letters?entity=results-work&limit=50");
            assertDescribed("/dead-letters", page);
            JsonNode letter = page.path("letters")
                    .valueStream()
                    .filter(each -> each.path("messageId").asText().equals(messageId))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no dead letter " + messageId));
            number.set(letter.path("number").asText());
        });
        return number.get();
    }

    private static HttpResponse<byte[]> post(String address, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void assertDescribed(String path, JsonNode answer) throws IOException {
        ObjectNode document = (ObjectNode) new YAMLMapper().readTree(DOCUMENT.toFile());
        JsonNode said = document.path("paths").path(path).at("/get/responses/200/content/application~1json/schema");
        assertThat(said.isMissingNode()).as(path).isFalse();
        ObjectNode schema = said.deepCopy();
        schema.set("components", document.path("components"));
        JsonSchema rules = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);

        assertThat(answer).as(path).isNotEmpty();
        assertThat(rules.validate(answer)).as(path).isEmpty();
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return ModelJson.mapper().readTree(answer.body());
    }
}
