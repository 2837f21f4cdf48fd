package io.dropbatch.model.deadletter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody handled.
 *
 * @param entity its queue or subscription
 * @param number which tells it from the others there
 * @param reason why it is here, in one word, with {@code description}
 * @param properties of the application
 */
public record DeadLetter(
        String entity,
        long number,
        @Nullable String messageId,
        Instant enqueuedAt,
        long deliveries,
        String reason,
        String description,
        Map<String, String> properties,
        String body) {

    public DeadLetter {
        properties = Map.copyOf(properties);
    }

    /** What kind of message it is: an event's type, a command's kind, else what its sender called it. */
    public String subject() {
        return Objects.requireNonNullElse(properties.get("type"), "");
    }
}
