package io.dropbatch.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.store.InMemoryBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead letters of the real topology, on a real bus. */
@Timeout(60)
class DeadLetterDeskTest {

    private static final BusEntity QUEUE = BusEntity.of("scheduler-work");
    private static final BusEntity SUBSCRIPTION = BusEntity.of("submissions/results");
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final DeadLetterNotes notes = new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC()));
    private ServiceBusServer bus;
    private DeadLetterDesk desk;

    @BeforeEach
    void start() throws IOException {
        bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(Path.of("..", "deploy", "local", "servicebus.json"))));
        desk = new DeadLetterDesk(this::client, notes, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void shows_reason_and_body_and_leaves_everything_as_it_is() {
        bury(QUEUE, "one", "two");

        for (int look = 0; look < 2; look++) {
            assertThat(desk.look(QUEUE, 0, 10))
                    .extracting(DeadLetter::entity, DeadLetter::messageId, DeadLetter::reason, DeadLetter::body)
                    .containsExactly(
                            tuple("scheduler-work", "one", "Broken", "body of one"),
                            tuple("scheduler-work", "two", "Broken", "body of two"));
        }
        assertThat(desk.look(QUEUE, 0, 1)).extracting(DeadLetter::number).containsExactly(1L);
        assertThat(desk.look(QUEUE, 2, 10)).extracting(DeadLetter::number).containsExactly(2L);
        assertThat(desk.look(QUEUE, 3, 10)).isEmpty();
    }

    @Test
    void sends_only_those_again_that_were_asked_for_and_notes_who_did() {
        bury(QUEUE, "one", "two", "three");
        long second = desk.look(QUEUE, 0, 10).get(1).number();

        assertThat(desk.replay(QUEUE, Set.of(second, 999L), "ada")).containsExactly(second);

        ServiceBusReceivedMessage again = receive(QUEUE);
        assertThat(again.getBody().toString()).isEqualTo("body of two");
        assertThat(again.getApplicationProperties())
                .containsEntry("type", "a-type")
                .doesNotContainKeys("DeadLetterReason", "DeadLetterErrorDescription");
        assertThat(desk.look(QUEUE, 0, 10)).extracting(DeadLetter::messageId).containsExactlyInAnyOrder("one", "three");
        assertThat(notes.newest(10))
                .extracting(
                        DeadLetterNote::action,
                        DeadLetterNote::by,
                        DeadLetterNote::at,
                        note -> note.letter().number())
                .containsExactly(tuple(DeadLetterNote.Action.REPLAYED, "ada", NOW, 2L));
        assertThat(notes.of(QUEUE, Set.of(2L, 3L), 10)).isEqualTo(notes.newest(10));
        assertThat(notes.of(QUEUE, Set.of(1L, 22L), 10)).isEmpty();
        assertThat(notes.of(BusEntity.of("scheduler"), Set.of(2L), 10)).isEmpty();
    }

    @Test
    void a_dead_letter_of_a_subscription_comes_again_through_its_topic() {
        bury(SUBSCRIPTION, "one");

        assertThat(desk.replay(SUBSCRIPTION, numbers(SUBSCRIPTION), "ada")).hasSize(1);

        assertThat(receive(SUBSCRIPTION).getBody().toString()).isEqualTo("body of one");
        assertThat(desk.look(SUBSCRIPTION, 0, 10)).isEmpty();
    }

    @Test
    void what_was_sent_again_twice_arrives_once() {
        bury(QUEUE, "one");
        DeadLetterNotes broken = new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC()));
        // Sent, but still a dead letter: as if the process had died before it took the letter out.
        ServiceBusReceiverClient receiver = EntityClients.deadLetters(client(), QUEUE);
        ServiceBusReceivedMessage letter = receiver.receiveMessages(1, Duration.ofSeconds(10)).stream()
                .findFirst()
                .orElseThrow();
        try (var sender = EntityClients.sendAgain(client(), QUEUE)) {
            sender.sendMessage(ReceivedLetters.again(QUEUE, letter));
        }
        receiver.abandon(letter);
        receiver.close();
        DeadLetterDesk other = new DeadLetterDesk(this::client, broken, Clock.systemUTC(), Duration.ofMinutes(1));

        assertThat(other.replay(QUEUE, numbers(QUEUE), "bob")).hasSize(1);

        assertThat(receive(QUEUE).getBody().toString()).isEqualTo("body of one");
        assertThat(waiting(QUEUE)).isZero();
    }

    @Test
    void keeps_the_whole_of_what_it_discards() {
        bury(QUEUE, "one", "two");

        assertThat(desk.discard(QUEUE, numbers(QUEUE), "ada")).hasSize(2);

        assertThat(desk.look(QUEUE, 0, 10)).isEmpty();
        assertThat(waiting(QUEUE)).isZero();
        assertThat(notes.newest(10))
                .extracting(note ->
                        note.action() + " " + note.by() + " " + note.letter().body())
                .containsExactlyInAnyOrder("DISCARDED ada body of one", "DISCARDED ada body of two");
    }

    @Test
    void says_when_there_is_no_such_entity() {
        for (String unknown : List.of("nowhere", "submissions/nobody")) {
            BusEntity entity = BusEntity.of(unknown);

            assertThatThrownBy(() -> desk.look(entity, 0, 1))
                    .isInstanceOf(DeadLetterException.class)
                    .hasMessage("the bus has no queue or subscription '" + unknown + "'");
            assertThatThrownBy(() -> desk.discard(entity, Set.of(1L), "ada")).isInstanceOf(DeadLetterException.class);
            assertThatThrownBy(() -> desk.replay(entity, Set.of(1L), "ada")).isInstanceOf(DeadLetterException.class);
        }
    }

    @Test
    void says_that_the_bus_does_not_answer() {
        String nowhere = bus.connectionString().replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:1");
        AmqpRetryOptions once = new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(1));
        DeadLetterDesk hasty = new DeadLetterDesk(
                () -> new ServiceBusClientBuilder().connectionString(nowhere).retryOptions(once),
                notes,
                Clock.systemUTC(),
                Duration.ofSeconds(5));

        assertThatThrownBy(() -> hasty.look(QUEUE, 0, 1))
                .isInstanceOf(DeadLetterException.class)
                .hasMessageStartingWith("the bus refuses 'scheduler-work', or does not answer: ");
        assertThatThrownBy(() -> hasty.replay(QUEUE, Set.of(1L), "ada")).isInstanceOf(DeadLetterException.class);
        assertThat(notes.newest(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../jobs", "jobs/results/more", "jobs/$deadletterqueue", "/jobs"})
    void names_what_it_takes(String name) {
        assertThatThrownBy(() -> BusEntity.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jobs/results");
    }

    @Test
    void what_is_gone_keeps_nobody_waiting_and_leaves_the_others_alone() {
        bury(QUEUE, "one", "two");
        long deliveries = desk.look(QUEUE, 0, 10).getLast().deliveries();

        assertThat(desk.discard(QUEUE, Set.of(1L), "ada")).containsExactly(1L);
        assertThat(desk.discard(QUEUE, Set.of(1L), "ada")).isEmpty();
        assertThat(desk.replay(QUEUE, Set.of(1L, Long.MAX_VALUE), "ada")).isEmpty();
        assertThat(desk.replay(QUEUE, Set.of(), "ada")).isEmpty();

        assertThat(desk.look(QUEUE, 0, 10))
                .extracting(DeadLetter::messageId, DeadLetter::deliveries)
                .containsExactly(tuple("two", deliveries));
        assertThat(notes.newest(10)).hasSize(1);
    }

    @Test
    void a_message_that_is_no_bytes_hides_no_other() {
        bury(QUEUE, "one");
        ServiceBusMessage value = new ServiceBusMessage(AmqpMessageBody.fromValue("<b>a value</b>"));
        value.setMessageId("value");
        try (var sender = EntityClients.sendAgain(client(), QUEUE)) {
            sender.sendMessage(value);
        }
        buryNext(QUEUE, 1);

        assertThat(desk.look(QUEUE, 0, 10))
                .extracting(DeadLetter::body)
                .containsExactly("body of one", "<b>a value</b>");
        assertThat(desk.replay(QUEUE, numbers(QUEUE), "ada")).hasSize(2);
        assertThat(waiting(QUEUE)).isEqualTo(2);
    }

    @Test
    void letters_of_one_queue_never_get_the_same_id() {
        BusEntity entity = BusEntity.of("q".repeat(200));

        assertThat(ReceivedLetters.replayId(QUEUE, 7, "one")).isEqualTo("replay-scheduler-work-7-one");
        assertThat(ReceivedLetters.replayId(entity, 7, "one"))
                .hasSizeLessThanOrEqualTo(128)
                .isEqualTo(ReceivedLetters.replayId(entity, 7, "one"))
                .isNotEqualTo(ReceivedLetters.replayId(entity, 8, "one"));
    }

    private Set<Long> numbers(BusEntity entity) {
        return desk.look(entity, 0, 100).stream().map(DeadLetter::number).collect(Collectors.toSet());
    }

    private void bury(BusEntity entity, String... ids) {
        for (String id : ids) {
            bus.send(
                            entity.sender(),
                            new OutgoingMessage(
                                    id,
                                    ("body of " + id).getBytes(StandardCharsets.UTF_8),
                                    "text/plain",
                                    Map.of("type", "a-type")))
                    .join();
        }
        buryNext(entity, ids.length);
    }

    private void buryNext(BusEntity entity, int messages) {
        try (ServiceBusReceiverClient receiver = receiver(entity)) {
            for (int left = messages; left > 0; left--) {
                ServiceBusReceivedMessage message = one(receiver);
                receiver.deadLetter(
                        message,
                        new DeadLetterOptions()
                                .setDeadLetterReason("Broken")
                                .setDeadLetterErrorDescription("is broken"));
            }
        }
    }

    private ServiceBusReceivedMessage receive(BusEntity entity) {
        try (ServiceBusReceiverClient receiver = receiver(entity)) {
            ServiceBusReceivedMessage message = one(receiver);
            receiver.complete(message);
            return message;
        }
    }

    private int waiting(BusEntity entity) {
        try (ServiceBusReceiverClient receiver = receiver(entity)) {
            return List.copyOf(receiver.peekMessages(10).stream().toList()).size();
        }
    }

    private static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
        return receiver.receiveMessages(1, Duration.ofSeconds(10)).stream()
                .findFirst()
                .orElseThrow();
    }

    private ServiceBusReceiverClient receiver(BusEntity entity) {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder receiver =
                client().receiver().subQueue(SubQueue.NONE).disableAutoComplete();
        return entity.subscription() == null
                ? receiver.queueName(entity.sender()).buildClient()
                : receiver.topicName(entity.sender())
                        .subscriptionName(entity.subscription())
                        .buildClient();
    }

    private ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder().connectionString(bus.connectionString());
    }
}
