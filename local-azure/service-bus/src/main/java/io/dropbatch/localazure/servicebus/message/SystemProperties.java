package io.dropbatch.localazure.servicebus.message;

import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** A message's properties, set by its sender, by the names that rules and sessions use. */
public record SystemProperties(
        @Nullable String messageId,
        @Nullable String correlationId,
        @Nullable String to,
        @Nullable String replyTo,
        @Nullable String subject,
        @Nullable String sessionId,
        @Nullable String replyToSessionId,
        @Nullable String contentType) {
    static final SystemProperties NONE = new SystemProperties(null, null, null, null, null, null, null, null);

    static SystemProperties of(Properties properties) {
        return new SystemProperties(
                text(properties.getMessageId()),
                text(properties.getCorrelationId()),
                properties.getTo(),
                properties.getReplyTo(),
                properties.getSubject(),
                properties.getGroupId(),
                properties.getReplyToGroupId(),
                text(properties.getContentType()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
