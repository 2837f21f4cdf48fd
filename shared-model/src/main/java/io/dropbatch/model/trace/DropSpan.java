package io.dropbatch.model.trace;

import io.dropbatch.model.id.TextValue;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a drop's trace that is over. To record it again is to record the same.
 *
 * @param parent absent at the root of the trace
 * @param facts names of things and numbers, never what a user wrote
 */
public record DropSpan(
        TraceParent place,
        @Nullable TraceParent parent,
        String name,
        Kind kind,
        Period period,
        Map<String, String> facts) {

    /** The key of a failure's code among the facts. */
    public static final String ERROR = "error";

    /** How a span touches the bus. */
    public enum Kind {
        INTERNAL,
        PRODUCER,
        CONSUMER
    }

    /** From when to when. */
    public record Period(Instant start, Instant end) {

        /** A clock of another machine may be behind. */
        public Period {
            end = end.isBefore(start) ? start : end;
        }
    }

    public DropSpan {
        facts = Map.copyOf(facts);
    }

    /** A part of something, within a service. */
    public static DropSpan part(TraceParent place, TraceParent parent, String name, Period period) {
        return new DropSpan(place, parent, name, Kind.INTERNAL, period, Map.of());
    }

    /** This span with one fact more, if there is one. */
    public DropSpan with(String fact, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(facts);
        more.put(fact, value instanceof TextValue text ? text.value() : value.toString());
        return new DropSpan(place, parent, name, kind, period, more);
    }
}
