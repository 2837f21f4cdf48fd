package io.dropbatch.results.adapter.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.ExactJson;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.results.adapter.bus.ResultsCommandCodec;
import io.dropbatch.results.app.port.ResultsCommand.PublishOutcome;
import io.dropbatch.results.app.publish.PublishOutput;
import io.dropbatch.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishes over HTTPS to an endpoint that checks the key and is not always well. */
class EventGridOutputPublisherTest {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOW);
    private EventGridTopic topic;
    private PublishOutput publish;

    @BeforeEach
    void start() throws Exception {
        topic = EventGridTopic.start(folder);
        publish = publishing(EventGridTopic.KEY, topic.client());
    }

    @AfterEach
    void stop() {
        topic.close();
    }

    @Test
    void an_output_arrives_as_the_cloud_event_that_was_announced() throws Exception {
        String ready = example("output-ready");

        HandlerResult done = publish.publish(announced(ready));

        assertThat(done).isEqualTo(HandlerResult.none());
        assertThat(topic.received).hasSize(1);
        EventGridTopic.Received request = topic.received.getFirst();
        assertThat(request.path()).startsWith("/api/events?api-version=");
        assertThat(request.contentType()).isEqualTo("application/cloudevents-batch+json; charset=utf-8");
        JsonNode batch = tree(request.body());
        assertThat(batch.isArray()).isTrue();
        assertThat(batch).containsExactly(tree(ready));
    }

    @Test
    void a_topic_that_is_not_well_gets_the_same_event_later_and_later() throws Exception {
        topic.failNext(3);
        PublishOutcome command = announced(example("output-failed"));

        List<Duration> pauses = new ArrayList<>();
        HandlerResult result = publish.publish(command);
        while (!result.commands().isEmpty()) {
            command = sentAndReceived((PublishOutcome) result.commands().getFirst());
            pauses.add(Duration.between(clock.instant(), command.notBefore()));
            clock.advance(pauses.getLast());
            result = publish.publish(command);
        }

        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(topic.received).hasSize(4);
        assertThat(topic.received.stream().map(EventGridTopic.Received::body).distinct())
                .hasSize(1);
    }

    /** Each call may last until its limit, and who calls is needed for other work. */
    @Test
    void a_topic_that_fails_is_left_alone_until_one_event_shows_that_it_is_back() throws Exception {
        topic.failNext(2);
        List<PublishOutcome> commands = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            commands.add(announced(example("output-ready")));
        }

        for (PublishOutcome command : commands) {
            assertThat(publish.publish(command).commands()).hasSize(1);
        }
        assertThat(topic.received).hasSize(1);
        clock.advance(Duration.ofSeconds(5));
        assertThat(publish.publish(commands.get(50)).commands()).hasSize(1);
        assertThat(publish.publish(commands.get(51)).commands()).hasSize(1);
        assertThat(topic.received).hasSize(2);
        clock.advance(Duration.ofSeconds(10));
        for (PublishOutcome command : commands) {
            assertThat(publish.publish(command)).isEqualTo(HandlerResult.none());
        }
        assertThat(topic.received).hasSize(102);
    }

    @Test
    void a_wrong_key_is_tried_again_since_it_can_be_mended() throws Exception {
        PublishOutput wrong = publishing("another-key", topic.client());

        HandlerResult result = wrong.publish(announced(example("output-partial")));

        assertThat(topic.received).extracting(EventGridTopic.Received::key).containsExactly("another-key");
        PublishOutcome later = (PublishOutcome) result.commands().getFirst();
        assertThat(publish.publish(later)).isEqualTo(HandlerResult.none());
    }

    @Test
    void after_a_day_of_failures_it_becomes_a_dead_letter() throws Exception {
        topic.failNext(1);
        PublishOutcome last = announced(example("output-ready"));

        assertThatThrownBy(() -> publish.publish(new PublishOutcome(last.id(), last.event(), 103, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for a day");
    }

    @Test
    void nobody_else_is_believed_to_be_the_topic() throws Exception {
        PublishOutput trustingNobody = publishing(EventGridTopic.KEY, new OkHttpClient());

        assertThat(trustingNobody.publish(announced(example("output-ready"))).commands())
                .hasSize(1);
        assertThat(topic.received).isEmpty();
    }

    @Test
    void only_outputs_are_published_and_only_where_a_topic_is_named() throws Exception {
        DomainEvent ready = event(example("output-ready"));

        assertThat(publish.announced(event(example("job-closed")), "{}")).isEqualTo(HandlerResult.none());
        PublishOutput nowhere = new PublishOutput(Optional.empty(), clock);
        assertThat(nowhere.announced(ready, "{}")).isEqualTo(HandlerResult.none());
        assertThat(nowhere.publish(new PublishOutcome(ready.id(), "{}", 0, null)))
                .isEqualTo(HandlerResult.none());
    }

    private PublishOutput publishing(String key, OkHttpClient http) {
        return new PublishOutput(Optional.of(EventGridOutputPublisher.withKey(topic.endpoint(), key, http)), clock);
    }

    private PublishOutcome announced(String body) {
        return sentAndReceived(
                (PublishOutcome) publish.announced(event(body), body).commands().getFirst());
    }

    private static PublishOutcome sentAndReceived(PublishOutcome command) {
        ResultsCommandCodec codec = new ResultsCommandCodec();
        return (PublishOutcome) codec.read(codec.write(command));
    }

    private static DomainEvent event(String body) {
        return EventCodec.read(body.getBytes(StandardCharsets.UTF_8)).data();
    }

    private static JsonNode tree(String json) {
        return ExactJson.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String example(String type) throws Exception {
        return Files.readString(Path.of("..", "shared-model", "src/main/resources/events", type, "v1", "example.json"));
    }
}
