package io.dropbatch.codec;

import io.dropbatch.model.event.DomainEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in its CloudEvents 1.0 envelope.
 *
 * @param causation the id of the message that led to it
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2</a>
 */
public record EventEnvelope(
        String id,
        String source,
        Instant time,
        String traceparent,
        @Nullable String causation,
        DomainEvent data) {}
