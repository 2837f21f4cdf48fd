package io.dropbatch.localazure.servicebus;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message that the process of the server itself sends. */
public record OutgoingMessage(
        String messageId,
        byte[] body,
        @Nullable String contentType,
        @Nullable String subject,
        @Nullable String sessionId,
        Map<String, Object> applicationProperties,
        @Nullable Instant scheduledFor) {
    public OutgoingMessage {
        body = body.clone();
        applicationProperties = Map.copyOf(applicationProperties);
    }

    public OutgoingMessage(
            String messageId, byte[] body, @Nullable String contentType, Map<String, Object> applicationProperties) {
        this(messageId, body, contentType, null, null, applicationProperties, null);
    }

    /** The same message, visible from this time on. */
    public OutgoingMessage scheduledFor(Instant time) {
        return new OutgoingMessage(messageId, body, contentType, subject, sessionId, applicationProperties, time);
    }

    /** The same message with a subject. */
    public OutgoingMessage withSubject(String text) {
        return new OutgoingMessage(messageId, body, contentType, text, sessionId, applicationProperties, scheduledFor);
    }
}
