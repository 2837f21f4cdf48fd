package io.dropbatch.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.trace.TraceParent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads events as structured CloudEvents in JSON: one object that holds the attributes and the data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
public final class EventCodec {

    /** The media type of a structured event. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

    private EventCodec() {}

    /**
     * @param source the service that announces, such as {@code /scheduler-service}
     * @param time when the fact happened
     * @param causation the id of the message that led to it, if one did
     */
    public static byte[] write(DomainEvent announcement, String source, Instant time, @Nullable String causation) {
        EventType type = announcement.type();
        ObjectNode event = ModelJson.mapper()
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", announcement.id().value())
                .put("source", source)
                .put("type", type.value())
                .put("subject", announcement.submission().value())
                .put("time", time.toString())
                .put("datacontenttype", "application/json")
                .put("dataschema", type.schema())
                .put("traceparent", TraceParent.of(announcement).header(true))
                .put("correlationid", announcement.submission().value());
        if (causation != null) {
            event.put("causationid", causation);
        }
        event.set("data", ModelJson.mapper().valueToTree(announcement));
        return ModelJson.write(event);
    }

    /**
     * @throws UnknownTypeException when the event is of a type or version that this reader does not know
     * @throws UnreadableException when the bytes are not such an event
     */
    public static EventEnvelope read(byte[] json) {
        JsonNode event = tree(json);
        if (!event.path("specversion").asText().startsWith("1.")) {
            throw unreadable("it has no specversion 1.x");
        }
        String name = text(event, "type");
        EventType type = EventType.named(name).orElseThrow(() -> new UnknownTypeException(name));
        try {
            return new EventEnvelope(
                    text(event, "id"),
                    text(event, "source"),
                    Instant.parse(text(event, "time")),
                    event.path("traceparent").asText(),
                    event.path("causationid").asText(null),
                    data(event, type));
        } catch (DateTimeException e) {
            throw unreadable("its time is not an instant");
        }
    }

    private static DomainEvent data(JsonNode event, EventType type) {
        try {
            DomainEvent data = ModelJson.mapper().treeToValue(event.path("data"), type.data());
            if (data == null) {
                throw unreadable("it has no data");
            }
            return data;
        } catch (JsonProcessingException e) {
            throw new UnreadableException(type.data(), e);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return ModelJson.mapper().readTree(json);
        } catch (IOException e) {
            throw new UnreadableException(EventEnvelope.class, e);
        }
    }

    private static String text(JsonNode event, String attribute) {
        String text = event.path(attribute).asText("");
        if (text.isEmpty()) {
            throw unreadable("it has no " + attribute);
        }
        return text;
    }

    private static UnreadableException unreadable(String reason) {
        return new UnreadableException(EventEnvelope.class, new IOException(reason));
    }
}
