package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.spring.messaging.converter.AzureMessageConverter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.cloud.stream.function.StreamBridge;

/**
 * Sends messages to the bus. A single message goes through its binding. Several go in batches past the binder, which
 * knows none: the bus takes or refuses a batch as a whole and acknowledges it once, where each message alone costs
 * both sides a round trip.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-performance-improvements">Service Bus
 *     performance: batching</a>
 */
final class BusOutlets {

    /** As long as the binder waits for one message. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private BusOutlets() {}

    static MessageSender.Outlet oneByOne(StreamBridge bridge) {
        return (binding, messages) -> messages.forEach(message -> {
            if (!bridge.send(binding, message)) {
                throw new IllegalStateException("the bus did not take a message for " + binding);
            }
        });
    }

    /**
     * @param senders by binding; each fills its batches as far as the bus allows
     * @param converter the binder's own
     */
    static MessageSender.Outlet together(
            MessageSender.Outlet oneByOne,
            Function<String, ServiceBusSenderAsyncClient> senders,
            AzureMessageConverter<ServiceBusReceivedMessage, ServiceBusMessage> converter) {
        return (binding, messages) -> {
            if (messages.size() == 1) {
                oneByOne.send(binding, messages);
                return;
            }
            List<ServiceBusMessage> converted = messages.stream()
                    .map(message -> Objects.requireNonNull(converter.fromMessage(message, ServiceBusMessage.class)))
                    .toList();
            senders.apply(binding).sendMessages(converted).block(LIMIT);
        };
    }
}
