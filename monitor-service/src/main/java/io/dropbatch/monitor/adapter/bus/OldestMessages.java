package io.dropbatch.monitor.adapter.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the first messages of an entity without receiving them, which needs the right to listen only. */
final class OldestMessages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OldestMessages.class);

    /** Messages that are scheduled for later may lie before the first that can be received. */
    private static final int LOOKED_AT = 20;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ServiceBusClientBuilder connection;
    private final Map<String, ServiceBusReceiverAsyncClient> receivers = new ConcurrentHashMap<>();
    private boolean answering = true;

    OldestMessages(ServiceBusClientBuilder connection) {
        this.connection = connection;
    }

    /** After the first entity that does not answer, no other is asked until the next reading: each may take seconds. */
    void beginReading() {
        answering = true;
    }

    /** Since when the oldest message could be received; null when nobody can tell. */
    @Nullable
    Instant inQueue(String queue) {
        return oldest(
                queue,
                name -> connection
                        .receiver()
                        .queueName(name)
                        .disableAutoComplete()
                        .buildAsyncClient());
    }

    /** The same for a subscription. */
    @Nullable
    Instant inSubscription(String topic, String subscription) {
        return oldest(
                topic + "/" + subscription,
                name -> connection
                        .receiver()
                        .topicName(topic)
                        .subscriptionName(subscription)
                        .disableAutoComplete()
                        .buildAsyncClient());
    }

    private @Nullable Instant oldest(String entity, Function<String, ServiceBusReceiverAsyncClient> open) {
        if (!answering) {
            return null;
        }
        try {
            return peek(entity, open);
        } catch (RuntimeException e) {
            answering = false;
            LOG.atDebug()
                    .addKeyValue("entity", entity)
                    .addKeyValue("cause", Redaction.describe(e))
                    .log("could not look at the first messages");
            return null;
        }
    }

    private @Nullable Instant peek(String entity, Function<String, ServiceBusReceiverAsyncClient> open) {
        @Nullable
        List<ServiceBusReceivedMessage> first = receivers
                .computeIfAbsent(entity, open)
                .peekMessages(LOOKED_AT, 0)
                .collectList()
                .block(LIMIT);
        if (first == null) {
            return null;
        }
        return first.stream()
                .filter(message -> message.getState() == ServiceBusMessageState.ACTIVE)
                .map(OldestMessages::since)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Instant since(ServiceBusReceivedMessage message) {
        @Nullable OffsetDateTime due = message.getScheduledEnqueueTime();
        Instant enqueued = message.getEnqueuedTime().toInstant();
        return due != null && due.toInstant().isAfter(enqueued) ? due.toInstant() : enqueued;
    }

    @Override
    public void close() {
        receivers.values().forEach(ServiceBusReceiverAsyncClient::close);
    }
}
