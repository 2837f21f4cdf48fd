package io.dropbatch.localazure.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A JSON file bound to a record. A key that the record does not have is refused by its path, with the nearest known one; so
 * is a value of another type, and whatever the records' constructors refuse by a {@link TopologyException}.
 */
public final class TopologyFile<T> {
    private final Class<T> type;
    private final JsonMapper json;

    /** @param names how the file spells the names of the record's components */
    public TopologyFile(Class<T> type, PropertyNamingStrategy names) {
        this.type = type;
        this.json = JsonMapper.builder()
                .propertyNamingStrategy(names)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule().addDeserializer(Duration.class, new IsoDuration()))
                .build();
    }

    /** Throws a {@link JsonProcessingException} for invalid JSON, and a {@link TopologyException} for other faults. */
    public T parse(String text) throws JsonProcessingException {
        JsonNode tree = json.readTree(text);
        if (!tree.isObject()) {
            throw new TopologyException("the file", "an object is expected here");
        }
        try {
            return json.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw fault(e, tree);
        }
    }

    private TopologyException fault(JsonMappingException failure, JsonNode tree) {
        String path = path(failure.getPath());
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                new TopologyException(path, unknownKey(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
            case InvalidFormatException format
            when format.getTargetType() == Duration.class ->
                new TopologyException(path, "'" + format.getValue() + "' is no ISO 8601 duration such as PT1M");
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                new TopologyException(path, noneOf(format.getValue(), format.getTargetType()));
            case MismatchedInputException mismatch ->
                new TopologyException(path, expected(mismatch.getTargetType()) + " is expected here");
            case ValueInstantiationException refused -> refusal(refused, at(failure.getPath(), tree));
            default -> new TopologyException(path, failure.getOriginalMessage());
        };
    }

    /**
     * A record's constructor names the key that it refuses; Jackson names the path of the record. Jackson checks
     * unknown keys only afterwards, so it would report a misspelt key as missing.
     */
    private TopologyException refusal(ValueInstantiationException failure, JsonNode object) {
        String path = path(failure.getPath());
        List<String> known = json.getDeserializationConfig().introspect(failure.getType()).findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .toList();
        return object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> !known.contains(key))
                .findFirst()
                .map(key -> new TopologyException(key, unknownKey(key, known)).below(path))
                .orElseGet(() -> failure.getCause() instanceof TopologyException refused
                        ? refused.below(path)
                        : new TopologyException(path, failure.getOriginalMessage()));
    }

    private static JsonNode at(List<JsonMappingException.Reference> steps, JsonNode tree) {
        JsonNode node = tree;
        for (JsonMappingException.Reference step : steps) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }

    private static String path(List<JsonMappingException.Reference> steps) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : steps) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String unknownKey(String key, Collection<?> known) {
        List<String> names = known.stream().map(Object::toString).sorted().toList();
        return "unknown key; "
                + KeyDistance.nearest(key, names)
                        .map(nearest -> "did you mean " + nearest + "? ")
                        .orElse("")
                + "known here are " + String.join(", ", names);
    }

    private static String noneOf(Object value, Class<?> type) {
        return value + " is none of "
                + Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String expected(Class<?> type) {
        if (type == String.class || type == Duration.class || type.isEnum()) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
