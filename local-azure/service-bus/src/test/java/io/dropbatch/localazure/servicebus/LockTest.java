package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveNothing;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private BusFixture bus;
    private ServiceBusSenderClient sender;
    private ServiceBusReceiverClient receiver;

    @BeforeEach
    void start() {
        QueueSettings shortLock =
                QueueSettings.DEFAULT.withLockDuration(Duration.ofSeconds(1)).withMaxDeliveryCount(3);
        bus = BusFixture.inMemory(NamespaceTopology.EMPTY
                .with(new NamespaceTopology.Queue("q", shortLock, DestinationSettings.DEFAULT))
                .with(new NamespaceTopology.Queue(
                        "kept",
                        QueueSettings.DEFAULT.withLockDuration(Duration.ofSeconds(5)),
                        DestinationSettings.DEFAULT))
                .with(new NamespaceTopology.Queue(
                        "fleeting",
                        QueueSettings.DEFAULT.withTimeToLive(Duration.ofMillis(300), true),
                        DestinationSettings.DEFAULT)));
        sender = bus.senderTo("q");
        receiver = bus.receiverOf("q");
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void delivers_again_when_a_lock_runs_out() {
        sender.sendMessage(aMessage("slow"));
        ServiceBusReceivedMessage first = receiveOne(receiver);

        ServiceBusReceivedMessage second = receiveOne(receiver);

        assertThat(second.getDeliveryCount()).isEqualTo(1);
        assertThat(second.getLockToken()).isNotEqualTo(first.getLockToken());
        assertThatThrownBy(() -> receiver.complete(first))
                .isInstanceOfSatisfying(
                        ServiceBusException.class,
                        e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));
    }

    @Test
    void keeps_a_message_from_others_while_its_lock_is_renewed() {
        ServiceBusReceiverClient holder = bus.receiverOf("kept");
        ServiceBusReceiverClient other = bus.receiverOf("kept");
        // Opens its connection now, not within the time of a lock.
        assertThat(other.peekMessage()).isNull();
        bus.senderTo("kept").sendMessage(aMessage("long"));
        ServiceBusReceivedMessage message = receiveOne(holder);
        OffsetDateTime firstEnd = message.getLockedUntil();

        // Well beyond the first lock's end, as the clock says: without renewal it would have run out.
        while (OffsetDateTime.now().isBefore(firstEnd.plusSeconds(1))) {
            assertThat(receiveNothing(other)).isEmpty();
            assertThat(holder.renewMessageLock(message)).isAfter(firstEnd);
        }

        holder.complete(message);
        assertThat(holder.peekMessage(0)).isNull();
    }

    @Test
    void settles_through_another_link_when_the_first_is_gone() {
        sender.sendMessage(aMessage("survivor"));
        ServiceBusReceiverClient first = bus.receiverOf("q");
        ServiceBusReceivedMessage message = receiveOne(first);
        assertThat(message.getLockToken()).isNotNull();
        first.close();

        ServiceBusReceivedMessage again = receiveOne(receiver);

        assertThat(again.getDeliveryCount()).isEqualTo(1);
        receiver.complete(again);
    }

    @Test
    void buries_a_message_that_outlived_its_time() {
        bus.senderTo("fleeting").sendMessage(aMessage("late"));

        ServiceBusReceivedMessage dead = receiveOne(bus.deadLettersOf("fleeting"));

        assertThat(dead.getDeadLetterReason()).isEqualTo("TTLExpiredException");
        assertThat(bus.receiverOf("fleeting").peekMessage()).isNull();
    }

    @Test
    void drops_a_message_whose_own_time_is_over() throws Exception {
        sender.sendMessage(aMessage("brief").setTimeToLive(Duration.ofMillis(200)));

        await("it is gone").atMost(LIMIT).until(() -> receiver.peekMessage(0) == null);

        assertThat(receiveNothing(bus.deadLettersOf("q"))).isEmpty();
    }
}
