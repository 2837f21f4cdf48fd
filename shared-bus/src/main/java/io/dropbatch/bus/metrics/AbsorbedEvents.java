package io.dropbatch.bus.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts handled messages that changed nothing: duplicates, whose effect was there already, and late ones, whose job or
 * drop had ended. Both are expected of a bus that delivers at least once and in no certain order.
 */
public final class AbsorbedEvents {

    private record Counters(Counter duplicate, Counter late) {}

    private final Map<String, Counters> counters = new HashMap<>();

    /** @param handlers as the metrics of messages name them */
    public AbsorbedEvents(MeterRegistry meters, String... handlers) {
        for (String handler : handlers) {
            counters.put(
                    handler, new Counters(counter(meters, handler, "duplicate"), counter(meters, handler, "late")));
        }
    }

    public void duplicate(String handler) {
        of(handler).duplicate().increment();
    }

    public void late(String handler) {
        of(handler).late().increment();
    }

    private Counters of(String handler) {
        Counters known = counters.get(handler);
        if (known == null) {
            throw new IllegalArgumentException("not a handler of this service: " + handler);
        }
        return known;
    }

    private static Counter counter(MeterRegistry meters, String handler, String kind) {
        return Counter.builder("dropbatch.events.absorbed")
                .description("Handled messages that changed nothing")
                .tag("handler", handler)
                .tag("kind", kind)
                .register(meters);
    }
}
