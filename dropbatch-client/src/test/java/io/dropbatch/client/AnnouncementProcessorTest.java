package io.dropbatch.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.client.fake.FakeAnnouncer;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.localazure.servicebus.NamespaceTopology;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The processor on a real bus. */
@Timeout(60)
class AnnouncementProcessorTest {

    private static final String TOPIC = "outputs";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();
    private ServiceBusServer bus;

    @BeforeEach
    void start() {
        bus = ServiceBusServer.start(ServiceBusOptions.inMemory(NamespaceTopology.EMPTY.withTopic(TOPIC, "mine")));
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void handles_settles_retries_and_dead_letters() throws Exception {
        AnnouncementHandler handler = AnnouncementHandler.remembering(HandledEvents.inMemory(100))
                .on(OutputReady.class, event -> handled.add("ready " + event.workload()))
                .on(OutputFailed.class, event -> {
                    handled.add("failed");
                    if (handled.stream().filter("failed"::equals).count() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                });
        send("unreadable", "hello".getBytes(StandardCharsets.UTF_8));
        send("failed", FakeAnnouncer.example(EventType.OUTPUT_FAILED));
        send("ready", FakeAnnouncer.example(EventType.OUTPUT_READY));
        send("ready again", FakeAnnouncer.example(EventType.OUTPUT_READY));

        try (AnnouncementProcessor ignored = AnnouncementProcessor.start(client(), TOPIC, "mine", handler)) {
            assertThat(deadLetter().getDeadLetterReason()).isEqualTo("Unreadable");
            await("all to be handled").atMost(LIMIT).until(() -> handled.size() == 3);
        }

        assertThat(handled).containsExactlyInAnyOrder("ready monte-carlo", "failed", "failed");
    }

    @Test
    void a_dead_letter_says_why_without_secrets_and_no_longer_than_the_bus_takes() {
        String words = "cannot read https://a.example/b?sig=abc " + "x".repeat(5_000);

        DeadLetterOptions letter = AnnouncementProcessor.reason("HandlerFailed", new IllegalStateException(words));

        assertThat(letter.getDeadLetterReason()).isEqualTo("HandlerFailed");
        assertThat(letter.getDeadLetterErrorDescription())
                .startsWith("java.lang.IllegalStateException: cannot read https://a.example/b?sig=")
                .doesNotContain("sig=abc")
                .hasSize(4096);
    }

    private ServiceBusReceivedMessage deadLetter() {
        try (ServiceBusReceiverClient receiver = client().receiver()
                .topicName(TOPIC)
                .subscriptionName("mine")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .buildClient()) {
            return receiver.receiveMessages(1, LIMIT).stream().findFirst().orElseThrow();
        }
    }

    private void send(String id, byte[] body) {
        bus.send(TOPIC, new OutgoingMessage(id, body, EventCodec.CONTENT_TYPE, Map.of()))
                .join();
    }

    private ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder().connectionString(bus.connectionString());
    }
}
