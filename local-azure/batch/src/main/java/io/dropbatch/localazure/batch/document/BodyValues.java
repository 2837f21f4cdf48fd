package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;

/** Refuses an object whose required properties are missing, or whose words, times or durations are none. */
final class BodyValues {

    /** Each task of a collection is refused for itself. */
    private static final String JUDGED_ALONE = "TaskAddParameter";

    private BodyValues() {}

    static void check(ObjectNode tree, Entity entity, String path) {
        for (Map.Entry<String, Entity.Property> entry : entity.properties().entrySet()) {
            JsonNode value = tree.get(entry.getKey());
            String name = path + entry.getKey();
            if (value != null && !value.isNull()) {
                check(value, entry.getValue().type(), name);
            } else if (entry.getValue().required()) {
                throw BatchError.missing(name);
            }
        }
    }

    private static void check(JsonNode value, ValueType type, String name) {
        switch (type) {
            case ValueType.Any any -> {}
            case ValueType.Plain plain -> check(value, plain, name);
            case ValueType.Words words -> {
                if (words.words().stream().noneMatch(word -> word.equalsIgnoreCase(value.asText()))) {
                    throw BatchError.property(
                            name, value.asText(), "One of " + String.join(", ", words.words()) + " is expected.");
                }
            }
            case ValueType.Nested nested -> check((ObjectNode) value, nested.entity(), name + ".");
            case ValueType.Many many -> {
                if (many.item() instanceof ValueType.Nested nested
                        && nested.name().equals(JUDGED_ALONE)) {
                    return;
                }
                for (int i = 0; i < value.size(); i++) {
                    check(value.get(i), many.item(), name + "[" + i + "]");
                }
            }
        }
    }

    private static void check(JsonNode value, ValueType.Plain type, String name) {
        try {
            switch (type) {
                case TIME -> OffsetDateTime.parse(value.textValue());
                case DURATION -> Duration.parse(value.textValue());
                case TEXT, INT, FLAG -> {}
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw BatchError.property(
                    name,
                    value.asText(),
                    type == ValueType.Plain.TIME
                            ? "An ISO 8601 time is expected."
                            : "An ISO 8601 duration is expected.");
        }
    }
}
