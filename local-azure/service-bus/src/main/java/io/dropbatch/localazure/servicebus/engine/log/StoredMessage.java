package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message in one entity, as the log stores it. */
public record StoredMessage(
        long recordId,
        EntityName entity,
        long sequenceNumber,
        long enqueuedSequenceNumber,
        Instant enqueuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant scheduledFor,
        int deliveryCount,
        MessageState state,
        @Nullable String deadLetterSource,
        MessageContent content)
        implements LogRecord {

    /** The message as a later, shorter record describes it. */
    public StoredMessage recounted(int count, MessageState newState) {
        return with(count, newState, content);
    }

    public StoredMessage counted(int count) {
        return with(count, state, content);
    }

    public StoredMessage in(MessageState newState) {
        return with(deliveryCount, newState, content);
    }

    public StoredMessage with(MessageContent newContent) {
        return with(deliveryCount, state, newContent);
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    public @Nullable String sessionId() {
        return content.properties().sessionId();
    }

    private StoredMessage with(int count, MessageState newState, MessageContent newContent) {
        return new StoredMessage(
                recordId,
                entity,
                sequenceNumber,
                enqueuedSequenceNumber,
                enqueuedAt,
                expiresAt,
                scheduledFor,
                count,
                newState,
                deadLetterSource,
                newContent);
    }
}
