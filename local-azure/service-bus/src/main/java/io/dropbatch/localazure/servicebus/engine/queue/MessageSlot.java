package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message's place in a queue; guarded by the queue. */
final class MessageSlot {
    static final Comparator<MessageSlot> BY_EXPIRY = Comparator.comparing((MessageSlot slot) -> slot.expiresAt)
            .thenComparingLong(slot -> slot.message.sequenceNumber());

    final DeliveryLane lane;
    final Instant expiresAt;
    StoredMessage message;

    @Nullable
    LockToken token;

    MessageSlot(StoredMessage message, DeliveryLane lane) {
        this.message = message;
        this.lane = lane;
        this.expiresAt = Objects.requireNonNullElse(message.expiresAt(), Instant.MAX);
    }

    boolean isLocked() {
        return token != null;
    }
}
