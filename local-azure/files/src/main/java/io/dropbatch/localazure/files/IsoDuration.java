package io.dropbatch.localazure.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads durations as Azure writes them; an empty text means no duration. */
final class IsoDuration extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    IsoDuration() {
        super(Duration.class);
    }

    @Override
    public @Nullable Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (Duration) context.handleUnexpectedToken(Duration.class, json);
        }
        String text = json.getText();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return (Duration) context.handleWeirdStringValue(Duration.class, text, "no ISO 8601 duration");
        }
    }
}
