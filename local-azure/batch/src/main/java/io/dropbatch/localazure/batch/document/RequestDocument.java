package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object from a user; reading it raises Azure's errors for missing values and wrong types. */
public final class RequestDocument {

    private final ObjectNode tree;
    private final String path;

    private RequestDocument(ObjectNode tree, String path) {
        this.tree = tree;
        this.path = path;
    }

    public static RequestDocument of(ObjectNode tree) {
        return new RequestDocument(tree, "");
    }

    /** Reads a request body; an empty one is an empty object. */
    public static RequestDocument parse(byte[] body) {
        if (body.length == 0) {
            return of(JsonTrees.object());
        }
        try {
            if (JsonTrees.read(body) instanceof ObjectNode object) {
                object.remove("odata.metadata");
                return of(object);
            }
        } catch (JsonProcessingException e) {
            throw BodySyntax.malformed(e);
        } catch (IOException e) {
            throw BatchError.body("The body is not JSON.");
        }
        throw BatchError.body("The body is not a JSON object.");
    }

    /** Reads a request body that must be an entity of the REST definition. */
    public static RequestDocument parse(byte[] body, String entity) {
        if (body.length == 0) {
            return parse(body).checked(entity);
        }
        BodySyntax.check(body, EntityTable.get(entity));
        return parse(body).checked(entity);
    }

    /** Refuses an object whose values are not those that the entity's definition allows. */
    public RequestDocument checked(String entity) {
        BodyValues.check(tree, EntityTable.get(entity), path);
        return this;
    }

    public ObjectNode tree() {
        return tree;
    }

    public boolean has(String name) {
        return present(name) != null;
    }

    public String text(String name) {
        String value = textOrNull(name);
        if (value == null) {
            throw BatchError.missing(path + name);
        }
        return value;
    }

    public String text(String name, String fallback) {
        String value = textOrNull(name);
        return value == null ? fallback : value;
    }

    public @Nullable String textOrNull(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, value, "A string is expected.");
        }
        if (value.textValue().indexOf('\0') >= 0) {
            throw BatchError.property(path + name, "", "A string must not contain NUL.");
        }
        return value.textValue();
    }

    public int integer(String name, int fallback, int least, int most) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw invalid(name, value, "An integer from " + least + " to " + most + " is expected.");
        }
        return value.intValue();
    }

    public boolean flag(String name, boolean fallback) {
        JsonNode value = present(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw invalid(name, value, "true or false is expected.");
        }
        return value.booleanValue();
    }

    public Duration duration(String name, Duration fallback) {
        String value = textOrNull(name);
        if (value == null) {
            return fallback;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.isNegative()) {
                throw BatchError.property(path + name, value, "A duration must not be negative.");
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw BatchError.property(path + name, value, "An ISO 8601 duration is expected.");
        }
    }

    public @Nullable Instant instantOrNull(String name) {
        String value = textOrNull(name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw BatchError.property(path + name, value, "An ISO 8601 time with its offset is expected.");
        }
    }

    /** One of a set of words; Azure ignores their case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
        String value = textOrNull(name);
        if (value == null) {
            return fallback;
        }
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().replace("_", "").equalsIgnoreCase(value)) {
                return candidate;
            }
        }
        throw BatchError.property(path + name, value, "The value is not one of those allowed.");
    }

    public <E extends Enum<E>> @Nullable E choiceOrNull(String name, Class<E> type) {
        return has(name) ? choice(name, type, type.getEnumConstants()[0]) : null;
    }

    public Optional<RequestDocument> object(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(new RequestDocument(object, path + name + "."));
        }
        throw invalid(name, value, "An object is expected.");
    }

    public List<RequestDocument> list(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(name, value, "An array is expected.");
        }
        List<RequestDocument> list = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!(item instanceof ObjectNode object)) {
                throw invalid(name, item, "An array of objects is expected.");
            }
            list.add(new RequestDocument(object, path + name + "[" + list.size() + "]."));
        }
        return list;
    }

    public List<String> texts(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        List<String> list = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw invalid(name, item, "An array of strings is expected.");
            }
            list.add(item.textValue());
        }
        return list;
    }

    /** Refuses a property that Azure supports and this server does not, instead of ignoring it. */
    public void refuse(String... names) {
        for (String name : names) {
            JsonNode value = present(name);
            if (value != null && (value.isValueNode() || !value.isEmpty())) {
                throw BatchError.unsupported("The property " + path + name);
            }
        }
    }

    public BatchError invalid(String name, String reason) {
        return BatchError.property(path + name, String.valueOf(tree.get(name)), reason);
    }

    public BatchError missing(String name) {
        return BatchError.missing(path + name);
    }

    private BatchError invalid(String name, JsonNode value, String reason) {
        return BatchError.property(path + name, value.toString(), reason);
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = tree.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
