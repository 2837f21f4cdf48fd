package io.dropbatch.cli.deadletter;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody handled.
 *
 * @param entity its queue or subscription
 * @param number which tells it from the others there
 * @param reason why it is here, in one word, with {@code description}
 * @param properties of the application
 */
record DeadLetter(
        String entity,
        long number,
        @Nullable String messageId,
        Instant enqueuedAt,
        long deliveries,
        String reason,
        String description,
        Map<String, String> properties,
        String body) {

    DeadLetter {
        properties = Map.copyOf(properties);
    }

    static DeadLetter of(BusEntity entity, ServiceBusReceivedMessage message) {
        Map<String, String> properties = new TreeMap<>();
        message.getApplicationProperties().forEach((key, value) -> properties.put(key, String.valueOf(value)));
        return new DeadLetter(
                entity.name(),
                message.getSequenceNumber(),
                message.getMessageId(),
                message.getEnqueuedTime().toInstant(),
                message.getDeliveryCount(),
                Objects.requireNonNullElse(message.getDeadLetterReason(), "none was given"),
                Objects.requireNonNullElse(message.getDeadLetterErrorDescription(), ""),
                properties,
                message.getBody().toString());
    }

    /** What kind of message it is: an event's type, a command's kind, else what its sender called it. */
    String subject() {
        return Objects.requireNonNullElse(properties.get("type"), "");
    }
}
