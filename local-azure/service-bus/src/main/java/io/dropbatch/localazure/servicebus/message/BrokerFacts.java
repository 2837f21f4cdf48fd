package io.dropbatch.localazure.servicebus.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the broker adds to a message for its receiver. */
public record BrokerFacts(
        long sequenceNumber,
        long enqueuedSequenceNumber,
        Instant enqueuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lockedUntil,
        int deliveryCount,
        MessageState state,
        @Nullable String deadLetterSource,
        @Nullable UUID lockToken) {}
