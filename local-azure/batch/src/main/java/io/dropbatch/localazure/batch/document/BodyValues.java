package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Refuses an object with missing required properties, invalid enum values, times or durations, or values beyond their
 * limits.
 */
final class BodyValues {

    /** Each task of a collection is checked separately. */
    private static final String JUDGED_ALONE = "TaskAddParameter";

    private static final Pattern ID = Pattern.compile("[-_a-zA-Z0-9]{1,64}");

    private BodyValues() {}

    static void check(ObjectNode tree, EntityDefinition entity, String path) {
        for (Map.Entry<String, EntityDefinition.Property> entry :
                entity.properties().entrySet()) {
            EntityDefinition.Property property = entry.getValue();
            JsonNode value = tree.get(entry.getKey());
            String name = path + entry.getKey();
            if (value != null && !value.isNull()) {
                check(value, property.type(), property.limit(), name);
            } else if (property.required()) {
                throw BatchError.missing(name);
            }
        }
        BodyRules.check(tree, entity.name(), path);
    }

    private static void check(JsonNode value, ValueType type, ValueLimit limit, String name) {
        switch (type) {
            case ValueType.Any any -> {}
            case ValueType.Plain plain -> check(value, plain, limit, name);
            case ValueType.Words words -> {
                if (words.words().stream().noneMatch(word -> word.equalsIgnoreCase(value.asText()))) {
                    throw BatchError.property(
                            name, value.asText(), "One of " + String.join(", ", words.words()) + " is expected.");
                }
            }
            case ValueType.Nested nested -> check((ObjectNode) value, nested.entity(), name + ".");
            case ValueType.Many many -> {
                limit.check(name, Integer.toString(value.size()), value.size(), " items are allowed.");
                checkItems(value, many.item(), name);
            }
        }
    }

    private static void checkItems(JsonNode list, ValueType item, String name) {
        if (item instanceof ValueType.Nested nested && nested.name().equals(JUDGED_ALONE)) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            check(list.get(i), item, ValueLimit.NONE, name + "[" + i + "]");
        }
    }

    private static void check(JsonNode value, ValueType.Plain type, ValueLimit limit, String name) {
        switch (type) {
            case TEXT -> {
                limit.check(name, value.textValue(), value.textValue().length(), " characters are allowed.");
                limit.checkForm(name, value.textValue());
            }
            case ID -> {
                if (!ID.matcher(value.textValue()).matches()) {
                    throw BatchError.property(
                            name,
                            value.textValue(),
                            "An id has 1 to 64 characters: letters, digits, hyphens and underscores.");
                }
            }
            case INT -> limit.check(name, value.asText(), value.intValue(), " is allowed.");
            case FLAG -> {}
            case TIME -> time(value, name);
            case DURATION ->
                limit.check(name, value.textValue(), ValueLimit.seconds(duration(value, name)), " is allowed.");
        }
    }

    private static void time(JsonNode value, String name) {
        try {
            OffsetDateTime.parse(value.textValue());
        } catch (DateTimeException e) {
            throw BatchError.property(name, value.textValue(), "An ISO 8601 time is expected.");
        }
    }

    private static Duration duration(JsonNode value, String name) {
        try {
            Duration duration = Duration.parse(value.textValue());
            if (duration.isNegative()) {
                throw BatchError.property(name, value.textValue(), "A duration must not be negative.");
            }
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            throw BatchError.property(name, value.textValue(), "An ISO 8601 duration is expected.");
        }
    }
}
