package io.dropbatch.codec;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The application properties of an event's message, by which rules of subscriptions choose. */
public final class EventProperties {

    private EventProperties() {}

    /** The same for the same event, however often it is sent. */
    public static Map<String, String> of(DomainEvent event) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("type", event.type().value());
        properties.put("workload", event.workload());
        properties.put("submission", event.submission().value());
        // No event says whose drop it is; rules may name this property, so it stays.
        properties.put("tenant", "default");
        outcome(event).ifPresent(outcome -> properties.put("outcome", outcome));
        return properties;
    }

    private static Optional<String> outcome(DomainEvent event) {
        return switch (event) {
            case OutputReady ready -> Optional.of("ready");
            case OutputPartial partial -> Optional.of("partial");
            case OutputFailed failed -> Optional.of("failed");
            case SubmissionRejected rejected -> Optional.of("rejected");
            default -> Optional.empty();
        };
    }
}
