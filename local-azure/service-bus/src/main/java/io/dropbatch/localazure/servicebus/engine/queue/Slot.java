package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message's place in a queue; guarded by the queue. */
final class Slot {
    static final Comparator<Slot> BY_EXPIRY = Comparator.comparing((Slot slot) -> slot.expiresAt)
            .thenComparingLong(slot -> slot.message.sequenceNumber());

    final Lane lane;
    final Instant expiresAt;
    StoredMessage message;

    @Nullable
    LockToken token;

    Slot(StoredMessage message, Lane lane) {
        this.message = message;
        this.lane = lane;
        this.expiresAt = Objects.requireNonNullElse(message.expiresAt(), Instant.MAX);
    }

    boolean isLocked() {
        return token != null;
    }
}
