package io.dropbatch.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.client.fake.FakeAnnouncer;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.localazure.servicebus.NamespaceTopology;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.model.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a real bus. */
class BillingApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void handles_each_announcement_once_and_dead_letters_what_is_none() {
        NamespaceTopology topology =
                NamespaceTopology.EMPTY.withTopic("outputs", "billing").withTopic("submissions", "billing");
        try (ServiceBusServer bus = ServiceBusServer.start(ServiceBusOptions.inMemory(topology));
                ConfigurableApplicationContext application = SpringApplication.run(
                        BillingApplication.class, "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString())) {
            for (String delivery : new String[] {"first", "second"}) {
                send(bus, "outputs", delivery, FakeAnnouncer.example(EventType.OUTPUT_READY));
                send(bus, "submissions", delivery, FakeAnnouncer.example(EventType.SUBMISSION_REJECTED));
            }
            send(bus, "outputs", "no event", "hello".getBytes(StandardCharsets.UTF_8));

            await("all to be settled").atMost(LIMIT).untilAsserted(() -> {
                assertThat(reasonOfDeadLetter(bus)).isEqualTo("Unreadable");
                assertThat(waiting(bus, "outputs") + waiting(bus, "submissions"))
                        .isZero();
            });
            assertThat(application.getBean(BillingDesk.class).letters())
                    .containsExactlyInAnyOrder(
                            "bill for 1 outputs of monte-carlo", "apology for a drop of monte-carlo");
        }
    }

    private static void send(ServiceBusServer bus, String topic, String delivery, byte[] event) {
        bus.send(topic, new OutgoingMessage(topic + delivery, event, EventCodec.CONTENT_TYPE, Map.of()))
                .join();
    }

    private static long waiting(ServiceBusServer bus, String topic) {
        try (ServiceBusReceiverClient receiver = receiver(bus, topic, SubQueue.NONE)) {
            return receiver.peekMessages(10).stream().count();
        }
    }

    private static String reasonOfDeadLetter(ServiceBusServer bus) {
        try (ServiceBusReceiverClient receiver = receiver(bus, "outputs", SubQueue.DEAD_LETTER_QUEUE)) {
            return receiver.peekMessages(1).stream()
                    .map(message -> message.getDeadLetterReason())
                    .findFirst()
                    .orElse("");
        }
    }

    private static ServiceBusReceiverClient receiver(ServiceBusServer bus, String topic, SubQueue queue) {
        return new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName(topic)
                .subscriptionName("billing")
                .subQueue(queue)
                .buildClient();
    }
}
