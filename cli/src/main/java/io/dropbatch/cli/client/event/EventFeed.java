package io.dropbatch.cli.client.event;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Peeks at the subscription {@code all} of several topics: messages are read without a lock and stay for others.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/message-browsing">Message browsing</a>
 */
final class EventFeed implements AutoCloseable {

    private static final int PAGE = 100;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Map<ServiceBusReceiverClient, Long> next = new HashMap<>();
    private final Deque<ServiceBusReceivedMessage> seen = new ArrayDeque<>();
    private final OffsetDateTime since;

    private EventFeed(List<ServiceBusReceiverClient> receivers, OffsetDateTime since) {
        receivers.forEach(receiver -> next.put(receiver, 0L));
        this.since = since;
    }

    static EventFeed open(ClientSettings settings, List<String> topics, boolean fromStart) {
        List<ServiceBusReceiverClient> receivers = new ArrayList<>();
        for (String topic : topics) {
            receivers.add(builder(settings)
                    .receiver()
                    .topicName(topic)
                    .subscriptionName("all")
                    .buildClient());
        }
        OffsetDateTime since = fromStart ? OffsetDateTime.MIN : OffsetDateTime.now(ZoneOffset.UTC);
        return new EventFeed(receivers, since);
    }

    /** Connections to the bus that the settings name. */
    static ServiceBusClientBuilder builder(ClientSettings settings) {
        return settings.find("AZURE_SERVICEBUS_NAMESPACE")
                .map(namespace -> new ServiceBusClientBuilder()
                        .credential(
                                settings.cloud().fullNamespace(namespace),
                                settings.cloud().identity()))
                .orElseGet(() -> new ServiceBusClientBuilder()
                        .connectionString(settings.require("AZURE_SERVICEBUS_CONNECTION_STRING")));
    }

    /** The next event, waiting for it; empty when none has come by the given time. */
    Optional<ServiceBusReceivedMessage> next(Instant until) {
        while (seen.isEmpty()) {
            peek();
            if (seen.isEmpty()) {
                if (!Instant.now().isBefore(until)) {
                    return Optional.empty();
                }
                pause();
            }
        }
        return Optional.of(seen.removeFirst());
    }

    private void peek() {
        List<ServiceBusReceivedMessage> batch = new ArrayList<>();
        for (ServiceBusReceiverClient receiver : next.keySet()) {
            for (ServiceBusReceivedMessage message : receiver.peekMessages(PAGE, next.getOrDefault(receiver, 0L))) {
                next.put(receiver, message.getSequenceNumber() + 1);
                if (!message.getEnqueuedTime().isBefore(since)) {
                    batch.add(message);
                }
            }
        }
        batch.sort(Comparator.comparing(ServiceBusReceivedMessage::getEnqueuedTime));
        seen.addAll(batch);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        }
    }

    @Override
    public void close() {
        next.keySet().forEach(ServiceBusReceiverClient::close);
    }
}
