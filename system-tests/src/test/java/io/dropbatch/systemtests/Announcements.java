package io.dropbatch.systemtests;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.id.SubmissionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A downstream system: receives from the subscription {@code all} of one topic with the plain Service Bus client, and
 * de-duplicates by the events' ids as the contract asks of a subscriber.
 */
final class Announcements implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ServiceBusReceiverClient receiver;
    private final Map<String, EventEnvelope> byId = new ConcurrentHashMap<>();
    private final List<ServiceBusReceivedMessage> messages = new ArrayList<>();
    private final Thread reader;
    private final CountDownLatch closing = new CountDownLatch(1);

    Announcements(String connectionString, EventTopic topic) {
        receiver = new ServiceBusClientBuilder()
                .connectionString(connectionString)
                .receiver()
                .topicName(topic.name().toLowerCase(Locale.ROOT))
                .subscriptionName("all")
                .disableAutoComplete()
                .buildClient();
        reader = Thread.ofVirtual().name("announcements-" + topic).start(this::read);
    }

    private void read() {
        while (closing.getCount() > 0) {
            try {
                receiver.receiveMessages(50, PATIENCE).forEach(this::take);
            } catch (RuntimeException reconnecting) {
                // The bus was killed by a test; the client comes back by itself.
                awaitClosing();
            }
        }
    }

    private void awaitClosing() {
        try {
            boolean ignored = closing.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(ServiceBusReceivedMessage message) {
        EventEnvelope event = EventCodec.read(message.getBody().toBytes());
        synchronized (messages) {
            messages.add(message);
        }
        byId.putIfAbsent(event.id(), event);
        receiver.complete(message);
    }

    /** All distinct events of the given type about a submission so far. */
    <A extends DomainEvent> List<A> seen(Class<A> kind, SubmissionId submission) {
        return byId.values().stream()
                .map(EventEnvelope::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(data -> data.submission().equals(submission))
                .toList();
    }

    /** Everything received, copies of the same event too. */
    List<ServiceBusReceivedMessage> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** The messages about one submission. */
    List<ServiceBusReceivedMessage> messages(SubmissionId submission) {
        return messages().stream()
                .filter(message -> submission
                        .value()
                        .equals(message.getApplicationProperties().get("submission")))
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            reader.join(PATIENCE.plusSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receiver.close();
    }
}
