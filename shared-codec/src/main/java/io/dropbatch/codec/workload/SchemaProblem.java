package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.JsonPointers;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.codec.document.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes the validator's findings to the author of the file. */
final class SchemaProblem {

    private static final Map<String, String> TYPES = Map.of(
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "a group of keys",
            "array", "a list");

    /** What people look for under a name of their own, and what there is instead. */
    private static final Map<String, String> INSTEAD = Map.of(
            "checkpoints", ": nothing of a running task is kept; make its steps 'rounds', of which each is kept");

    private SchemaProblem() {}

    static DocumentProblem of(SourceDocument document, ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        if (message.getType().equals("additionalProperties")) {
            return unknownKey(document, message, pointer);
        }
        return document.problem(pointer, ownWords(message).orElseGet(() -> words(message)));
    }

    private static DocumentProblem unknownKey(SourceDocument document, ValidationMessage message, String pointer) {
        String key = message.getProperty();
        SourcePosition position = document.place(JsonPointers.child(pointer, key));
        String where = pointer.isEmpty() ? "" : " in " + JsonPointers.readable(pointer);
        String hint = INSTEAD.getOrDefault(key, NearestName.hint(key, knownKeys(message)));
        String words = "unknown key '" + key + "'" + where + hint;
        return new DocumentProblem(position.line(), position.column(), "", words);
    }

    private static List<String> knownKeys(ValidationMessage message) {
        List<String> keys = new ArrayList<>();
        besideKeyword(message, "/properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String words(ValidationMessage message) {
        JsonNode bound = message.getSchemaNode();
        return switch (message.getType()) {
            case "required" -> "'" + message.getProperty() + "' is missing";
            case "type" -> "has to be " + typeWords(bound);
            case "enum" -> "has to be one of " + list(bound);
            case "const" -> "has to be " + bound.asText();
            case "minimum" -> "has to be at least " + bound.asText();
            case "maximum" -> "has to be at most " + bound.asText();
            case "minLength" -> "must not be empty";
            case "maxLength" -> "is longer than " + bound.asText() + " characters";
            case "maxItems", "maxProperties" -> "has more than " + bound.asText() + " entries";
            default -> message.getError();
        };
    }

    /** The schema's own words where it has some. */
    private static Optional<String> ownWords(ValidationMessage message) {
        JsonNode words = besideKeyword(message, "/errorMessage/" + message.getType());
        return words.isTextual() ? Optional.of(words.asText()) : Optional.empty();
    }

    /** What the schema says beside the keyword that failed. */
    private static JsonNode besideKeyword(ValidationMessage message, String pointer) {
        String keyword = message.getSchemaLocation().getFragment().toString();
        return WorkloadSchema.tree().at(keyword.substring(0, keyword.lastIndexOf('/')) + pointer);
    }

    private static String typeWords(JsonNode type) {
        return type.isArray() ? "text, a number, true or false" : TYPES.getOrDefault(type.asText(), type.asText());
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return String.join(", ", texts);
    }
}
