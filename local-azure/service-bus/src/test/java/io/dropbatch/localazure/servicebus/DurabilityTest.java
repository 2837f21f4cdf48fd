package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.bodies;
import static io.dropbatch.localazure.servicebus.BusFixture.receive;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveNothing;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    private static final NamespaceTopology TOPOLOGY = NamespaceTopology.EMPTY
            .with(new NamespaceTopology.Queue(
                    "q", QueueSettings.DEFAULT, new DestinationSettings(null, Duration.ofMinutes(5))))
            .withTopic("t", "one", "two");

    @TempDir
    Path folder;

    private BusFixture bus;
    private ServiceBusSenderClient sender;
    private ServiceBusReceiverClient receiver;

    @BeforeEach
    void start() {
        bus = BusFixture.start(ServiceBusOptions.durable(folder, TOPOLOGY));
        sender = bus.senderTo("q");
        receiver = bus.receiverOf("q");
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    private void restart() throws Exception {
        bus.close();
        start();
    }

    @Test
    void finds_every_message_in_the_state_it_was_in() throws Exception {
        for (String body : new String[] {"done", "deferred", "abandoned", "dead", "locked"}) {
            sender.sendMessage(aMessage(body).setMessageId(body));
        }
        sender.scheduleMessage(aMessage("scheduled"), OffsetDateTime.now().plusSeconds(1));
        var messages = receive(receiver, 5);
        receiver.complete(messages.get(0));
        receiver.defer(messages.get(1));
        receiver.abandon(messages.get(2), new AbandonOptions().setPropertiesToModify(Map.of("tried", 1)));
        receiver.deadLetter(messages.get(3), new DeadLetterOptions().setDeadLetterReason("broken"));

        restart();

        var waiting = receive(receiver, 3);
        assertThat(bodies(waiting)).containsExactly("abandoned", "locked", "scheduled");
        assertThat(waiting.getFirst().getDeliveryCount()).isEqualTo(1);
        assertThat(waiting.getFirst().getApplicationProperties()).containsEntry("tried", 1);
        long deferred = messages.get(1).getSequenceNumber();
        assertThat(receiver.receiveDeferredMessage(deferred).getBody()).hasToString("deferred");
        ServiceBusReceivedMessage dead = receiveOne(bus.deadLettersOf("q"));
        assertThat(dead.getDeadLetterReason()).isEqualTo("broken");
    }

    @Test
    void never_gives_a_sequence_number_twice() throws Exception {
        sender.sendMessage(aMessage("before"));
        ServiceBusReceivedMessage before = receiveOne(receiver);
        receiver.complete(before);

        restart();
        sender.sendMessage(aMessage("after"));

        assertThat(receiveOne(receiver).getSequenceNumber()).isGreaterThan(before.getSequenceNumber());
    }

    @Test
    void remembers_message_ids_of_completed_messages() throws Exception {
        sender.sendMessage(aMessage("first").setMessageId("id-1"));
        receiver.complete(receiveOne(receiver));

        restart();
        sender.sendMessage(aMessage("again").setMessageId("id-1"));

        assertThat(receiveNothing(receiver)).isEmpty();
    }

    @Test
    void gives_each_subscription_its_copy_after_a_restart() throws Exception {
        bus.server()
                .send("t", new OutgoingMessage("m", "news".getBytes(), null, Map.of()))
                .join();
        ServiceBusReceiverClient one = bus.receiverOf("t", "one");
        one.complete(receiveOne(one));

        restart();

        assertThat(bodies(receive(bus.receiverOf("t", "two"), 1))).containsExactly("news");
        assertThat(receiveNothing(bus.receiverOf("t", "one"))).isEmpty();
    }

    @Test
    void keeps_a_second_broker_out_of_the_folder() {
        assertThatThrownBy(() -> ServiceBusServer.start(ServiceBusOptions.durable(folder, TOPOLOGY)))
                .hasMessageContaining("Another broker uses the folder");
    }

    @Test
    void gives_the_folder_back_when_the_port_is_taken(@TempDir Path other) {
        ServiceBusOptions options = ServiceBusOptions.durable(other, TOPOLOGY);

        assertThatThrownBy(() ->
                        ServiceBusServer.start(options.withPort(bus.server().port())))
                .hasMessageContaining(
                        "cannot listen on 127.0.0.1:" + bus.server().port());

        ServiceBusServer.start(options).close();
    }
}
