package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.BrokerFacts;
import io.dropbatch.localazure.servicebus.message.DeliveryEncoder;
import java.time.Instant;
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

    /** The message as it is sent on the wire. */
    public byte[] encode() {
        BrokerFacts facts = new BrokerFacts(
                message.sequenceNumber(),
                message.enqueuedSequenceNumber(),
                message.enqueuedAt(),
                message.expiresAt(),
                lockedUntil,
                message.deliveryCount(),
                message.state(),
                message.deadLetterSource());
        return DeliveryEncoder.encode(message.content(), facts);
    }
}
