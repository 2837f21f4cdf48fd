package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.bodies;
import static io.dropbatch.localazure.servicebus.BusFixture.receive;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Longer than a test takes, so that no session is free before its receiver gives it back. */
    private static final Duration LOCK = Duration.ofSeconds(60);

    private BusFixture bus;
    private ServiceBusSenderClient sender;

    @BeforeEach
    void start() {
        QueueSettings settings = QueueSettings.DEFAULT.withSessions();
        bus = BusFixture.inMemory(NamespaceTopology.EMPTY
                .with(new NamespaceTopology.Queue("q", settings.withLockDuration(LOCK), DestinationSettings.DEFAULT))
                .with(new NamespaceTopology.Queue(
                        "brief", settings.withLockDuration(Duration.ofSeconds(2)), DestinationSettings.DEFAULT))
                .withQueue("plain"));
        sender = bus.senderTo("q");
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void gives_a_session_to_one_receiver_in_order() {
        send("a", "a1", "a2", "a3");
        send("b", "b1");

        ServiceBusReceiverClient a = bus.closing(sessionsOf("q").acceptSession("a"));

        assertThat(bodies(receive(a, 3))).containsExactly("a1", "a2", "a3");
        assertThatThrownBy(() -> sessionsOf("q").acceptSession("a"))
                .hasMessageContaining("It may be locked by another receiver");
    }

    @Test
    void gives_the_next_free_session_that_has_messages() {
        send("a", "a1");
        send("b", "b1");

        ServiceBusReceiverClient first = bus.closing(sessionsOf("q").acceptNextSession());
        ServiceBusReceiverClient second = bus.closing(sessionsOf("q").acceptNextSession());

        assertThat(first.getSessionId()).isEqualTo("a");
        assertThat(bodies(receive(second, 1))).containsExactly("b1");
    }

    @Test
    void frees_a_closed_session_with_its_unsettled_messages_at_once() {
        send("a", "a1", "a2");
        ServiceBusReceiverClient first = sessionsOf("q").acceptSession("a");
        first.complete(receiveOne(first));
        assertThat(bodies(receive(first, 1))).containsExactly("a2");

        first.close();

        ServiceBusReceiverClient second = bus.closing(sessionsOf("q").acceptSession("a"));
        assertThat(bodies(receive(second, 1))).containsExactly("a2");
    }

    @Test
    void frees_a_session_whose_lock_ran_out() throws Exception {
        bus.senderTo("brief").sendMessage(aMessage("a1").setSessionId("a"));
        ServiceBusReceiverClient first = bus.closing(sessionsOf("brief").acceptSession("a"));
        var held = receiveOne(first);

        ServiceBusReceiverClient second = bus.closing(sessionsOf("brief").acceptNextSession());

        assertThat(second.getSessionId()).isEqualTo("a");
        assertThat(receiveOne(second).getDeliveryCount()).isEqualTo(1);
        assertThatThrownBy(() -> first.complete(held)).isInstanceOf(ServiceBusException.class);
    }

    @Test
    void keeps_state_with_a_session_and_extends_its_lock() {
        send("a", "a1");
        ServiceBusReceiverClient a = bus.closing(sessionsOf("q").acceptSession("a"));
        assertThat(a.getSessionState()).isNull();

        a.setSessionState("step 2".getBytes());

        assertThat(a.getSessionState()).isEqualTo("step 2".getBytes());
        OffsetDateTime asked = OffsetDateTime.now().truncatedTo(ChronoUnit.MILLIS);
        assertThat(a.renewSessionLock()).isAfterOrEqualTo(asked.plus(LOCK));
    }

    @Test
    void refuses_messages_without_a_session_and_receivers_without_one() {
        assertThatThrownBy(() -> sender.sendMessage(aMessage("stray"))).isInstanceOf(ServiceBusException.class);
        assertThatThrownBy(() -> receiveOne(bus.receiverOf("q"))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> sessionsOf("plain").acceptSession("a"))
                .hasMessageContaining("does not require sessions");
    }

    @Test
    void feeds_a_session_processor_each_session_in_order() throws Exception {
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        ServiceBusProcessorClient processor = bus.closing(bus.client()
                .sessionProcessor()
                .queueName("q")
                .maxConcurrentSessions(2)
                .sessionIdleTimeout(Duration.ofMillis(300))
                .disableAutoComplete()
                .processMessage(context -> {
                    seen.computeIfAbsent(
                                    context.getMessage().getSessionId(),
                                    id -> Collections.synchronizedList(new ArrayList<>()))
                            .add(context.getMessage().getBody().toString());
                    context.complete();
                })
                .processError(error -> {})
                .buildProcessorClient());
        processor.start();

        send("a", "1", "2", "3");
        send("b", "1", "2", "3");
        send("c", "1", "2", "3");

        await("all came")
                .atMost(LIMIT)
                .until(() -> seen.values().stream().mapToInt(List::size).sum() == 9);
        assertThat(seen.keySet()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(seen.values()).allSatisfy(bodies -> assertThat(bodies).containsExactly("1", "2", "3"));
    }

    /** A client of its own each time: one client gives the same session twice. */
    private ServiceBusSessionReceiverClient sessionsOf(String queue) {
        return bus.closing(bus.client()
                .sessionReceiver()
                .queueName(queue)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    private void send(String session, String... bodies) {
        for (String body : bodies) {
            sender.sendMessage(aMessage(body).setSessionId(session));
        }
    }
}
