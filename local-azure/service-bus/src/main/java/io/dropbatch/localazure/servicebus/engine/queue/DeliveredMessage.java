package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.BrokerFacts;
import io.dropbatch.localazure.servicebus.message.DeliveryEncoder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message being delivered to a receiver, with its lock, if any. */
public record DeliveredMessage(
        StoredMessage message,
        @Nullable LockToken token,
        @Nullable Instant lockedUntil) {
    /** A message without a lock, for a reader that peeks or has already received it. */
    public static DeliveredMessage unlocked(StoredMessage message) {
        return new DeliveredMessage(message, null, null);
    }

    /** The message as it is sent on the wire; the tag of its delivery is its lock token. */
    public byte[] encode() {
        return encode(null);
    }

    /** The message as part of an answer: without a tag, so the lock token stands inside. */
    public byte[] encodeWithToken() {
        return encode(token == null ? null : token.value());
    }

    private byte[] encode(@Nullable UUID shownToken) {
        BrokerFacts facts = new BrokerFacts(
                message.sequenceNumber(),
                message.enqueuedSequenceNumber(),
                message.enqueuedAt(),
                message.expiresAt(),
                lockedUntil,
                message.deliveryCount(),
                message.state(),
                message.deadLetterSource(),
                shownToken);
        return DeliveryEncoder.encode(message.content(), facts);
    }
}
