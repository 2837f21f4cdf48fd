package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a queue or a subscription treats its messages. */
public record QueueSettings(
        Duration lockDuration,
        int maxDeliveryCount,
        @Nullable Duration timeToLive,
        boolean deadLetterOnExpiration,
        boolean requiresSession) {
    /** Azure's defaults: one minute of lock, ten deliveries, no expiry. */
    public static final QueueSettings DEFAULT = new QueueSettings(Duration.ofMinutes(1), 10, null, false, false);

    public QueueSettings {
        if (!lockDuration.isPositive()) {
            throw new IllegalArgumentException("lock duration must be positive: " + lockDuration);
        }
        if (maxDeliveryCount < 1) {
            throw new IllegalArgumentException("max delivery count must be at least 1: " + maxDeliveryCount);
        }
    }

    /** A dead-letter queue of the same entity: nothing expires there and nothing moves on. */
    public QueueSettings forDeadLetters() {
        return new QueueSettings(lockDuration, Integer.MAX_VALUE, null, false, false);
    }

    public QueueSettings withLockDuration(Duration duration) {
        return new QueueSettings(duration, maxDeliveryCount, timeToLive, deadLetterOnExpiration, requiresSession);
    }

    public QueueSettings withMaxDeliveryCount(int count) {
        return new QueueSettings(lockDuration, count, timeToLive, deadLetterOnExpiration, requiresSession);
    }

    public QueueSettings withTimeToLive(@Nullable Duration duration, boolean deadLetter) {
        return new QueueSettings(lockDuration, maxDeliveryCount, duration, deadLetter, requiresSession);
    }

    public QueueSettings withSessions() {
        return new QueueSettings(lockDuration, maxDeliveryCount, timeToLive, deadLetterOnExpiration, true);
    }
}
