package io.dropbatch.localazure.servicebus.engine.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes when messages expire and ends expired ones. Guarded by the queue. */
final class MessageExpiry {
    /** Messages that expire close together are dropped together. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Azure writes "no expiry" as P10675199D. */
    private static final Duration FOR_EVER = Duration.ofDays(36500);

    private final QueueSettings settings;
    private final QueueContents contents;
    private final MessageSettlement settlement;
    private Instant lastRound = Instant.MIN;

    MessageExpiry(QueueSettings settings, QueueContents contents, MessageSettlement settlement) {
        this.settings = settings;
        this.contents = contents;
        this.settlement = settlement;
    }

    /** The shortest time to live of message, destination and queue applies; null when none has one. */
    @Nullable
    Instant expiryOf(Instant enqueuedAt, @Nullable Duration message, @Nullable Duration destination) {
        return Stream.of(
                        Stream.ofNullable(message),
                        Stream.ofNullable(destination),
                        Stream.ofNullable(settings.timeToLive()))
                .flatMap(life -> life)
                .min(Comparator.naturalOrder())
                .filter(life -> life.compareTo(FOR_EVER) <= 0)
                .map(enqueuedAt::plus)
                .orElse(null);
    }

    void dropExpired(Instant now) {
        for (MessageSlot slot : contents.takeExpired(now)) {
            // Only its receiver may settle a locked message; its expiry is checked again when it is unlocked.
            if (!slot.isLocked()) {
                settlement.expire(slot);
            }
        }
        lastRound = now;
    }

    /** When {@link #dropExpired} is due next. */
    @Nullable
    Instant nextRound() {
        Instant first = contents.firstExpiry();
        if (first == null || lastRound.equals(Instant.MIN)) {
            return first;
        }
        Instant earliest = lastRound.plus(PAUSE);
        return first.isAfter(earliest) ? first : earliest;
    }

    /**
     * Expires the oldest messages early while that is asked for, but only messages that expire without being
     * dead-lettered.
     */
    int dropEarly(BooleanSupplier wanted) {
        if (settings.timeToLive() == null || settings.deadLetterOnExpiration()) {
            return 0;
        }
        int dropped = 0;
        for (MessageSlot slot : contents.expiring()) {
            if (!wanted.getAsBoolean()) {
                return dropped;
            }
            if (!slot.isLocked()) {
                settlement.expire(slot);
                dropped++;
            }
        }
        return dropped;
    }
}
