package io.dropbatch.planning.parser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.dropbatch.planning.table.JsonLineParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines with Jackson's streaming parser. Safe for use by several threads. */
public final class JacksonLineParser implements JsonLineParser {

    /** Python writes NaN and Infinity, which the standard does not have but every reader of JSON Lines meets. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    @Override
    public Map<String, String> scalars(String line) throws InvalidJsonException {
        try (JsonParser parser = JSON.createParser(line)) {
            Map<String, String> scalars = new LinkedHashMap<>();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fields(parser, scalars);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new InvalidJsonException("another value follows the first on the line");
            }
            return scalars;
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fields(JsonParser parser, Map<String, String> scalars) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            @Nullable JsonToken value = parser.nextToken();
            if (value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                scalars.put(name, parser.getText());
            }
            parser.skipChildren();
        }
    }
}
