package io.dropbatch.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.doctor.BusConnection;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
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
        desk = new DeadLetterDesk(this::client, notes, Clock.fixed(NOW, ZoneOffset.UTC), "ada");
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void shows_reason_and_body_and_leaves_everything_as_it_is() {
        bury(QUEUE, "one", "two");

        for (int look = 0; look < 2; look++) {
            assertThat(desk.look(QUEUE, 10))
                    .extracting(DeadLetter::entity, DeadLetter::messageId, DeadLetter::reason, DeadLetter::body)
                    .containsExactly(
                            tuple("scheduler-work", "one", "Broken", "body of one"),
                            tuple("scheduler-work", "two", "Broken", "body of two"));
        }
        assertThat(desk.look(QUEUE, 1)).hasSize(1);
        assertThat(DeadLetterListCommand.words(desk.look(QUEUE, 1).getFirst()))
                .startsWith("scheduler-work 1  since ")
                .endsWith("Broken: is broken\n  body of one");
    }

    @Test
    void finds_every_queue_and_subscription_that_has_some() {
        bury(QUEUE, "one");
        bury(SUBSCRIPTION, "two");
        ClientSettings settings = ClientSettings.of(Map.of(
                "AZURE_SERVICEBUS_CONNECTION_STRING", bus.connectionString(),
                "AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT",
                        bus.administrationEndpoint().toString()));

        assertThat(DeadLetterListCommand.withDeadLetters(new BusConnection(settings)))
                .containsExactlyInAnyOrder(QUEUE, SUBSCRIPTION);
    }

    @Test
    void sends_only_those_again_that_were_asked_for_and_notes_who_did() {
        bury(QUEUE, "one", "two", "three");
        long second = desk.look(QUEUE, 10).get(1).number();

        assertThat(desk.replay(QUEUE, Set.of(second, 999L))).containsExactly(second);

        ServiceBusReceivedMessage again = receive(QUEUE);
        assertThat(again.getBody().toString()).isEqualTo("body of two");
        assertThat(again.getApplicationProperties())
                .containsEntry("type", "a-type")
                .doesNotContainKeys("DeadLetterReason", "DeadLetterErrorDescription");
        assertThat(desk.look(QUEUE, 10)).extracting(DeadLetter::messageId).containsExactlyInAnyOrder("one", "three");
        assertThat(notes.newest(10)).hasSize(1);
        assertThat(DeadLetterNotesCommand.words(notes.newest(1).getFirst()))
                .isEqualTo("2026-11-20T09:00:00Z  ada replayed scheduler-work 2  Broken");
    }

    @Test
    void a_dead_letter_of_a_subscription_comes_again_through_its_topic() {
        bury(SUBSCRIPTION, "one");

        assertThat(desk.replay(SUBSCRIPTION, numbers(SUBSCRIPTION))).hasSize(1);

        assertThat(receive(SUBSCRIPTION).getBody().toString()).isEqualTo("body of one");
        assertThat(desk.look(SUBSCRIPTION, 10)).isEmpty();
    }

    @Test
    void what_was_sent_again_twice_arrives_once() {
        bury(QUEUE, "one");
        DeadLetterNotes broken = new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC()));
        // Sent, but still a dead letter: as if the process had died before it took the letter out.
        ServiceBusReceiverClient receiver = QUEUE.deadLetters(client());
        ServiceBusReceivedMessage letter = receiver.receiveMessages(1, Duration.ofSeconds(10)).stream()
                .findFirst()
                .orElseThrow();
        try (var sender = QUEUE.sendAgain(client())) {
            sender.sendMessage(DeadLetterDesk.again(QUEUE, letter));
        }
        receiver.abandon(letter);
        receiver.close();
        DeadLetterDesk other = new DeadLetterDesk(this::client, broken, Clock.systemUTC(), "bob");

        assertThat(other.replay(QUEUE, numbers(QUEUE))).hasSize(1);

        assertThat(receive(QUEUE).getBody().toString()).isEqualTo("body of one");
        assertThat(waiting(QUEUE)).isZero();
    }

    @Test
    void keeps_the_whole_of_what_it_discards() {
        bury(QUEUE, "one", "two");

        assertThat(desk.discard(QUEUE, numbers(QUEUE))).hasSize(2);

        assertThat(desk.look(QUEUE, 10)).isEmpty();
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

            assertThatThrownBy(() -> desk.look(entity, 1))
                    .isInstanceOf(CliException.class)
                    .hasMessage("the bus has no queue or subscription '" + unknown + "'");
            assertThatThrownBy(() -> desk.discard(entity, Set.of(1L))).isInstanceOf(CliException.class);
            assertThatThrownBy(() -> desk.replay(entity, Set.of(1L))).isInstanceOf(CliException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../jobs", "jobs/results/more", "jobs/$deadletterqueue", "/jobs"})
    void names_what_it_takes(String name) {
        assertThatThrownBy(() -> BusEntity.of(name))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("jobs/results");
    }

    private Set<Long> numbers(BusEntity entity) {
        return desk.look(entity, 100).stream().map(DeadLetter::number).collect(Collectors.toSet());
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
        try (ServiceBusReceiverClient receiver = receiver(entity)) {
            for (int left = ids.length; left > 0; left--) {
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
