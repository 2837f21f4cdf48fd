package io.dropbatch.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A JSON object that knows where it stands in its file and which keys belong into it. */
record JsonObject(String path, JsonNode node) {
    JsonObject {
        if (!node.isObject()) {
            throw new TopologyException(path, "an object is expected here");
        }
    }

    /** Fails on the first key that is none of these. */
    JsonObject onlyWith(String... keys) {
        Set<String> known = new TreeSet<>(List.of(keys));
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new TopologyException(below(key), "unknown key; known here are " + String.join(", ", known));
            }
        });
        return this;
    }

    @Nullable
    JsonObject object(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : new JsonObject(below(key), value);
    }

    JsonObject requiredObject(String key) {
        JsonObject value = object(key);
        if (value == null) {
            throw new TopologyException(below(key), "is missing");
        }
        return value;
    }

    List<JsonObject> list(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new TopologyException(below(key), "a list is expected here");
        }
        List<JsonObject> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(new JsonObject(below(key) + "[" + i + "]", value.get(i)));
        }
        return elements;
    }

    @Nullable
    String text(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new TopologyException(below(key), "a string is expected here");
        }
        return value.textValue();
    }

    String requiredText(String key) {
        String value = text(key);
        if (value == null || value.isBlank()) {
            throw new TopologyException(below(key), "is missing");
        }
        return value;
    }

    boolean flag(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new TopologyException(below(key), "true or false is expected here");
        }
        return value.booleanValue();
    }

    int number(String key, int absent) {
        JsonNode value = node.get(key);
        if (value == null) {
            return absent;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new TopologyException(below(key), "a whole number is expected here");
        }
        return value.intValue();
    }

    @Nullable
    Duration duration(String key) {
        String text = text(key);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TopologyException(below(key), "'" + text + "' is no ISO 8601 duration such as PT1M");
        }
    }

    String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
