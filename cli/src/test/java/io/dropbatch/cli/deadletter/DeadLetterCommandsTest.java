package io.dropbatch.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.deadletter.DeadLetterChoice.Wanted;
import io.dropbatch.cli.doctor.BusConnection;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.deadletter.DeadLetterNotes;
import io.dropbatch.localazure.servicebus.NamespaceTopology;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.store.InMemoryBlobStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the commands find and say; what is done with dead letters is tested where it is. */
@Timeout(60)
class DeadLetterCommandsTest {

    private static final DeadLetter LETTER = new DeadLetter(
            "scheduler-work",
            2,
            "one",
            Instant.parse("2026-11-20T08:00:00Z"),
            10,
            "Broken",
            "is broken",
            Map.of(),
            "body of \u001b[31mone");

    @Test
    void a_dead_letter_is_told_in_two_lines_without_control_characters() {
        assertThat(DeadLetterListCommand.words(LETTER))
                .startsWith("scheduler-work 2  since 2026-11-20T08:00:00Z  Broken: is broken\n  body of ")
                .doesNotContain("\u001b");
    }

    @Test
    void a_note_says_who_did_what() {
        DeadLetterNote note = new DeadLetterNote(
                DeadLetterNote.Action.REPLAYED, "ada", Instant.parse("2026-11-20T09:00:00Z"), LETTER);

        assertThat(DeadLetterNotesCommand.words(note))
                .isEqualTo("2026-11-20T09:00:00Z  ada replayed scheduler-work 2  Broken");
    }

    @Test
    void finds_every_queue_and_subscription_that_has_some_and_names_what_is_not_there() {
        try (ServiceBusServer bus = ServiceBusServer.start(ServiceBusOptions.inMemory(
                NamespaceTopology.EMPTY.withQueue("work").withQueue("other").withTopic("jobs", "all", "results")))) {
            bury(bus, BusEntity.of("work"));
            bury(bus, BusEntity.of("jobs/results"));
            BusConnection connection = new BusConnection(ClientSettings.of(Map.of(
                    "AZURE_SERVICEBUS_CONNECTION_STRING", bus.connectionString(),
                    "AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT",
                            bus.administrationEndpoint().toString())));

            assertThat(DeadLetterListCommand.withDeadLetters(connection))
                    .containsExactly(BusEntity.of("work"), BusEntity.of("jobs/results"));
            DeadLetterDesk desk = new DeadLetterDesk(
                    connection::messages,
                    new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC())),
                    Clock.systemUTC(),
                    Duration.ofMinutes(1));
            assertThatThrownBy(() -> DeadLetterChoice.letters(desk, BusEntity.of("nowhere"), 1))
                    .isInstanceOfSatisfying(
                            CliException.class,
                            refused -> assertThat(refused.exitCode()).isEqualTo(2))
                    .hasMessage("the bus has no queue or subscription 'nowhere'");
        }
    }

    @Test
    void all_that_are_too_many_at_once_are_the_oldest_and_the_rest_is_no_success() {
        try (ServiceBusServer bus =
                ServiceBusServer.start(ServiceBusOptions.inMemory(NamespaceTopology.EMPTY.withQueue("work")))) {
            BusEntity work = BusEntity.of("work");
            for (int letter = 0; letter < 3; letter++) {
                bury(bus, work);
            }
            DeadLetterDesk desk = new DeadLetterDesk(
                    () -> new ServiceBusClientBuilder().connectionString(bus.connectionString()),
                    new DeadLetterNotes(new InMemoryBlobStore("system", Clock.systemUTC())),
                    Clock.systemUTC(),
                    Duration.ofMinutes(1));

            assertThat(DeadLetterChoice.all(desk, work, 2)).isEqualTo(new Wanted(Set.of(1L, 2L), true));
            assertThat(discardAll(desk, work, 2)).isEqualTo(1);
            assertThat(desk.numbers(work, 10)).containsExactly(3L);
            assertThat(discardAll(desk, work, 2)).isZero();
            assertThat(desk.numbers(work, 10)).isEmpty();
        }
    }

    private static int discardAll(DeadLetterDesk desk, BusEntity entity, int most) {
        return DeadLetterChoice.settle(
                desk, entity, DeadLetterChoice.all(desk, entity, most), "discarded", DeadLetterDesk::discard);
    }

    @Test
    void a_name_that_cannot_be_one_is_wrong_use() {
        assertThatThrownBy(() -> DeadLetterChoice.entity("a b"))
                .isInstanceOfSatisfying(
                        CliException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageContaining("jobs/results");
    }

    private static void bury(ServiceBusServer bus, BusEntity entity) {
        byte[] body = "a body".getBytes(StandardCharsets.UTF_8);
        bus.send(entity.sender(), new OutgoingMessage("one", body, "text/plain", Map.of()))
                .join();
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder builder = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .disableAutoComplete();
        try (ServiceBusReceiverClient receiver = entity.subscription() == null
                ? builder.queueName(entity.sender()).buildClient()
                : builder.topicName(entity.sender())
                        .subscriptionName(entity.subscription())
                        .buildClient()) {
            receiver.deadLetter(receiver.receiveMessages(1, Duration.ofSeconds(20)).stream()
                    .findFirst()
                    .orElseThrow());
        }
    }
}
