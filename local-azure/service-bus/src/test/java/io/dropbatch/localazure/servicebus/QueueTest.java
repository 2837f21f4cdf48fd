package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.bodies;
import static io.dropbatch.localazure.servicebus.BusFixture.receive;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveNothing;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final QueueSettings SETTINGS = QueueSettings.DEFAULT.withMaxDeliveryCount(2);

    private BusFixture bus;
    private ServiceBusSenderClient sender;
    private ServiceBusReceiverClient receiver;

    @BeforeEach
    void start() {
        bus = BusFixture.inMemory(NamespaceTopology.EMPTY.with(
                new NamespaceTopology.Queue("Orders", SETTINGS, DestinationSettings.DEFAULT)));
        sender = bus.senderTo("orders");
        receiver = bus.receiverOf("orders");
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void brings_a_message_with_all_its_properties() {
        ServiceBusMessage message = aMessage("hello")
                .setMessageId("m-1")
                .setSubject("greeting")
                .setContentType("text/plain")
                .setCorrelationId("c-1");
        message.getApplicationProperties().put("number", 7);

        sender.sendMessage(message);
        ServiceBusReceivedMessage received = receiveOne(receiver);

        assertThat(received.getBody()).hasToString("hello");
        assertThat(received.getMessageId()).isEqualTo("m-1");
        assertThat(received.getSubject()).isEqualTo("greeting");
        assertThat(received.getContentType()).isEqualTo("text/plain");
        assertThat(received.getCorrelationId()).isEqualTo("c-1");
        assertThat(received.getApplicationProperties()).containsEntry("number", 7);
        assertThat(received.getSequenceNumber()).isPositive();
        assertThat(received.getDeliveryCount()).isZero();
        assertThat(received.getLockToken()).isNotEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(received.getLockedUntil()).isAfter(OffsetDateTime.now());
    }

    @Test
    void keeps_the_order_of_a_batch_and_forgets_completed_messages() {
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        for (int i = 0; i < 20; i++) {
            assertThat(batch.tryAddMessage(aMessage("m" + i))).isTrue();
        }

        sender.sendMessages(batch);
        var received = receive(receiver, 20);

        assertThat(bodies(received)).startsWith("m0", "m1", "m2").endsWith("m18", "m19");
        received.forEach(receiver::complete);
        assertThat(bus.receiverOf("orders").peekMessage()).isNull();
    }

    @Test
    void counts_abandoned_deliveries_and_gives_up_in_the_end() {
        sender.sendMessage(aMessage("poison"));
        receiver.abandon(receiveOne(receiver), new AbandonOptions().setPropertiesToModify(Map.of("why", "not today")));

        ServiceBusReceivedMessage second = receiveOne(receiver);
        assertThat(second.getDeliveryCount()).isEqualTo(1);
        assertThat(second.getApplicationProperties()).containsEntry("why", "not today");
        receiver.abandon(second);

        ServiceBusReceivedMessage dead = receiveOne(bus.deadLettersOf("orders"));
        assertThat(dead.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
        assertThat(dead.getDeadLetterSource()).isEqualTo("orders");
        assertThat(receiveNothing(receiver)).isEmpty();
    }

    @Test
    void puts_a_message_aside_with_the_receivers_reason() {
        sender.sendMessage(aMessage("bad"));

        receiver.deadLetter(
                receiveOne(receiver),
                new DeadLetterOptions().setDeadLetterReason("invalid").setDeadLetterErrorDescription("no such thing"));

        ServiceBusReceiverClient deadLetters = bus.deadLettersOf("orders");
        ServiceBusReceivedMessage dead = receiveOne(deadLetters);
        assertThat(dead.getDeadLetterReason()).isEqualTo("invalid");
        assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("no such thing");
        assertThat(dead.getBody()).hasToString("bad");
        deadLetters.complete(dead);
    }

    @Test
    void gives_a_deferred_message_by_its_number_only() {
        sender.sendMessage(aMessage("later"));
        ServiceBusReceivedMessage message = receiveOne(receiver);

        receiver.defer(message);

        assertThat(receiveNothing(receiver)).isEmpty();
        ServiceBusReceivedMessage again = receiver.receiveDeferredMessage(message.getSequenceNumber());
        assertThat(again.getBody()).hasToString("later");
        receiver.complete(again);
        assertThat(receiver.peekMessage(0)).isNull();
    }

    @Test
    void delivers_without_a_lock_when_asked_to_delete() {
        sender.sendMessage(aMessage("once"));

        ServiceBusReceivedMessage received = receiveOne(bus.deletingReceiverOf("orders"));

        assertThat(received.getBody()).hasToString("once");
        assertThat(receiver.peekMessage()).isNull();
    }

    @Test
    void shows_messages_without_taking_them() {
        sender.sendMessage(aMessage("one"));
        sender.sendMessage(aMessage("two"));

        assertThat(receiver.peekMessages(10).stream().map(m -> m.getBody().toString()))
                .containsExactly("one", "two");
        assertThat(bodies(receive(receiver, 2))).containsExactly("one", "two");
    }

    @Test
    void hides_a_scheduled_message_until_its_time() {
        OffsetDateTime inAnHour = OffsetDateTime.now().plusHours(1);
        schedule("later", inAnHour);
        assertThat(receiver.peekMessages(10))
                .hasSize(2)
                .allMatch(message -> message.getState() == ServiceBusMessageState.SCHEDULED);

        OffsetDateTime due = OffsetDateTime.now().plus(Duration.ofMillis(1500));
        schedule("soon", due);

        assertThat(bodies(receive(receiver, 2))).containsExactlyInAnyOrder("soon by property", "soon by call");
        assertThat(OffsetDateTime.now()).isAfter(due);
    }

    @Test
    void cancels_a_scheduled_message() {
        long number =
                sender.scheduleMessage(aMessage("never"), OffsetDateTime.now().plusHours(1));
        assertThat(receiver.peekMessage(number).getBody()).hasToString("never");

        sender.cancelScheduledMessage(number);

        assertThat(receiver.peekMessage(number)).isNull();
    }

    @Test
    void carries_large_messages_and_refuses_those_too_large() {
        byte[] large = new byte[700_000];
        large[699_999] = 42;

        sender.sendMessage(new ServiceBusMessage(large));

        assertThat(receiveOne(receiver).getBody().toBytes()).isEqualTo(large);
        assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage(new byte[1_100_000])))
                .isInstanceOfSatisfying(
                        ServiceBusException.class,
                        e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED));
    }

    @Test
    void says_that_an_entity_does_not_exist() {
        assertThatThrownBy(() -> bus.senderTo("nowhere").sendMessage(aMessage("lost")))
                .isInstanceOfSatisfying(
                        ServiceBusException.class,
                        e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND));
    }

    @Test
    void takes_messages_from_within_the_process() {
        bus.server()
                .send("ORDERS", new OutgoingMessage("id-1", "inside".getBytes(), "text/plain", Map.of("kind", "event")))
                .join();

        ServiceBusReceivedMessage received = receiveOne(receiver);

        assertThat(received.getBody()).hasToString("inside");
        assertThat(received.getMessageId()).isEqualTo("id-1");
        assertThat(received.getApplicationProperties()).containsEntry("kind", "event");
    }

    private void schedule(String body, OffsetDateTime due) {
        sender.sendMessage(aMessage(body + " by property").setScheduledEnqueueTime(due));
        sender.scheduleMessage(aMessage(body + " by call"), due);
    }
}
