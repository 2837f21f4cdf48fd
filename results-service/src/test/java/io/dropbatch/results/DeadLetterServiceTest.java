package io.dropbatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead letters over HTTP, of a real bus; each test has a queue of its own. */
@Timeout(60)
class DeadLetterServiceTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api.openapi.yaml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SMILE = "\ud83d\ude00";

    @TempDir
    static Path folder;

    private static ConsoleStage stage;
    private static BuriedMessages messages;

    @BeforeAll
    static void start() throws IOException {
        stage = ConsoleStage.open(folder, 0);
        messages = stage.messages();
    }

    @AfterAll
    static void stop() {
        messages.close();
        stage.close();
    }

    @Test
    void lists_all_of_a_queue_page_by_page() throws Exception {
        messages.bury("task-signals", "a", "<script>b</script>", "x" + SMILE.repeat(5000));

        HttpResponse<String> answer = get("/dead-letters?entity=task-signals&limit=2");
        JsonNode last = json("/dead-letters?entity=task-signals&from=3&limit=2").path("letters");

        assertThat(answer.headers().firstValue("Link"))
                .contains("</dead-letters?entity=task-signals&from=3&limit=2>; rel=\"next\"");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox");
        JsonNode first = ModelJson.mapper().readTree(answer.body()).path("letters");
        assertThat(first.findValuesAsText("number")).containsExactly("1", "2");
        assertThat(first.at("/1/body").asText()).isEqualTo("<script>b</script>");
        assertThat(first.at("/1/reason").asText()).isEqualTo("<i>Unreadable</i>");
        assertThat(first.at("/1/properties").toString()).isEqualTo("{\"type\":\"<b>a-type</b>\"}");
        assertThat(last).hasSize(1);
        // Cut between characters, not within one.
        assertThat(last.at("/0/body").asText()).isEqualTo("x" + SMILE.repeat(3999));
        assertThat(last.at("/0/bodyLength").asInt()).isEqualTo(10_001);
    }

    @Test
    void sends_again_once_what_was_asked_for_and_says_who_did() throws Exception {
        messages.bury("storage-events", "one", "two");

        HttpResponse<String> done =
                post("replay", "{\"entity\":\"storage-events\",\"numbers\":[\"2\"],\"by\":\"ann\\nd\"}");
        HttpResponse<String> twice = post("replay", "{\"entity\":\"storage-events\",\"numbers\":[2],\"by\":\"bob\"}");
        HttpResponse<String> both = post("discard", "{\"entity\":\"storage-events\",\"numbers\":[1,2]}");

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).isEqualTo("Sent again, of storage-events: 2.\n");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body())
                .startsWith("Not among the dead letters of storage-events, or somebody else has them just now: 2."
                        + " 2 was sent again by ann d at ");
        assertThat(both.statusCode()).isEqualTo(200);
        assertThat(both.body()).startsWith("Discarded, of storage-events: 1. Not among");
        assertThat(messages.taken("storage-events", 1)).containsExactly("two");
        assertThat(json("/dead-letters?entity=storage-events").path("letters")).isEmpty();
        JsonNode notes = json("/dead-letters/notes").path("notes");
        assertThat(notes.findValuesAsText("by")).contains("ann d", "somebody").doesNotContain("bob");
    }

    /** A message that a service's own handler could not read, sent again, cannot be read again: another dead letter. */
    @Test
    void what_no_handler_can_read_comes_back_as_another_letter() throws Exception {
        messages.send("results-work", "no command", "foreign");

        String number = awaitLetter("results-work", "foreign");
        HttpResponse<String> done = post("replay", "{\"entity\":\"results-work\",\"numbers\":[\"" + number + "\"]}");
        String again = awaitLetter("results-work", "replay-results-work-" + number + "-foreign");

        assertThat(done.body()).isEqualTo("Sent again, of results-work: " + number + ".\n");
        assertThat(again).isNotEqualTo(number);
        JsonNode letters = json("/dead-letters?entity=results-work");
        assertThat(letters.path("letters")).hasSize(1);
        assertDescribed("/dead-letters", letters);
        assertDescribed("/dead-letters", json("/dead-letters"));
        assertDescribed("/dead-letters/notes", json("/dead-letters/notes"));
    }

    private static String awaitLetter(String entity, String messageId) {
        AtomicReference<String> number = new AtomicReference<>("");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<JsonNode> found = json("/dead-letters?entity=" + entity)
                    .path("letters")
                    .valueStream()
                    .filter(letter -> letter.path("messageId").asText().equals(messageId))
                    .toList();
            assertThat(found).hasSize(1);
            number.set(found.getFirst().path("number").asText());
        });
        return number.get();
    }

    private static void assertDescribed(String path, JsonNode answer) throws IOException {
        ObjectNode document = (ObjectNode) new YAMLMapper().readTree(DOCUMENT.toFile());
        ObjectNode schema = document.path("paths")
                .path(path)
                .at("/get/responses/200/content/application~1json/schema")
                .deepCopy();
        schema.set("components", document.path("components"));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(answer))
                .as(path)
                .isEmpty();
    }

    @Test
    void tells_which_queues_have_some() throws Exception {
        messages.bury("submission-work", "one", "two");
        // Counts may be some seconds old, but not after something was settled.
        post("discard", "{\"entity\":\"submission-work\",\"numbers\":[1]}");

        List<String> entities = json("/dead-letters")
                .path("entities")
                .valueStream()
                .map(JsonNode::toString)
                .toList();

        assertThat(entities)
                .contains("{\"entity\":\"submission-work\",\"count\":1}")
                .noneMatch(line -> line.contains("scheduler-work"));
    }

    @ParameterizedTest
    @CsvSource({
        "entity=nowhere, 404, the bus has no queue or subscription 'nowhere'",
        "entity=jobs/nobody, 404, the bus has no queue or subscription 'jobs/nobody'",
        "entity=%2e%2e%2fjobs, 400, '../jobs' is no queue or subscription",
        "entity=a%0d%0aSet-Cookie:x, 400, is no queue or subscription",
        "entity=scheduler-work&limit=51, 400, limit: 1 to 50",
        "entity=scheduler-work&from=-1, 400, from: a number of a dead letter",
    })
    void says_what_cannot_be_meant(String query, int status, String words) throws Exception {
        HttpResponse<String> answer = get("/dead-letters?" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"entity\":\"scheduler-work\"}",
                "{\"entity\":\"scheduler-work\",\"numbers\":[]}",
                "{\"entity\":\"scheduler-work\",\"numbers\":[null]}",
                "{\"entity\":\"scheduler-work\",\"numbers\":[\"x\"]}",
                "{\"entity\":\"a b\",\"numbers\":[1]}",
                "{\"numbers\":[1]}"
            })
    void does_nothing_that_it_does_not_understand(String body) throws Exception {
        assertThat(post("discard", body).statusCode()).isEqualTo(400);
    }

    @Test
    void takes_no_more_than_a_hundred_at_once() throws Exception {
        List<Integer> numbers = IntStream.rangeClosed(1, 101).boxed().toList();

        HttpResponse<String> answer = post("discard", "{\"entity\":\"scheduler-work\",\"numbers\":" + numbers + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("numbers: 1 to 100 of them.");
    }

    @Test
    void takes_nothing_that_a_page_of_another_site_can_send() throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(stage.address().resolve("/dead-letters/actions/discard"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"entity\":\"scheduler-work\",\"numbers\":[1]}"));

        assertThat(send(asked.copy().header("Content-Type", "text/plain")).statusCode())
                .isEqualTo(415);
        assertThat(send(asked.copy()
                                .header("Content-Type", "application/json")
                                .header("Origin", "https://elsewhere.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ModelJson.mapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(stage.address().resolve(path)));
    }

    private static HttpResponse<String> post(String action, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(stage.address().resolve("/dead-letters/actions/" + action))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
