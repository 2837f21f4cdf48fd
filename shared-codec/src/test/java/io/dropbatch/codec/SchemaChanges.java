package io.dropbatch.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a new JSON Schema takes away from readers that were written for an old one. A new optional field takes nothing
 * away, nor does a new value of an enumeration: readers are told to expect both.
 */
final class SchemaChanges {

    private static final String REFERENCE = "#/$defs/";

    /** What a reader may have built on, besides the kind of a value. */
    private static final List<String> PROMISES = List.of("pattern", "format", "minimum", "minLength", "minItems");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaking = new ArrayList<>();

    private SchemaChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** One sentence for each change that breaks a reader. */
    static List<String> breaking(JsonNode before, JsonNode after) {
        SchemaChanges changes = new SchemaChanges(before, after);
        changes.compare("data", before, after);
        return changes.breaking;
    }

    private void compare(String path, JsonNode old, JsonNode now) {
        compareKind(path, old, now);
        compareRequired(path, old, now);
        for (var field : old.path("properties").properties()) {
            String name = path + "." + field.getKey();
            JsonNode same = now.path("properties").path(field.getKey());
            if (same.isMissingNode()) {
                breaking.add(name + " is gone");
            } else {
                compare(name, resolved(field.getValue(), before), resolved(same, after));
            }
        }
        if (old.has("items")) {
            compare(path + "[]", resolved(old.path("items"), before), resolved(now.path("items"), after));
        }
    }

    private void compareKind(String path, JsonNode old, JsonNode now) {
        Set<String> kinds = texts(old.path("type"));
        if (!kinds.containsAll(texts(now.path("type"))) || (now.path("type").isMissingNode() && !kinds.isEmpty())) {
            breaking.add(path + " was " + old.path("type") + " and is " + now.path("type"));
        }
        for (String promise : PROMISES) {
            if (old.has(promise) && !Objects.equals(old.path(promise), now.path(promise))) {
                breaking.add(path + ": " + promise + " was " + old.path(promise) + " and is " + now.path(promise));
            }
        }
    }

    private void compareRequired(String path, JsonNode old, JsonNode now) {
        Set<String> missing = texts(old.path("required"));
        missing.removeAll(texts(now.path("required")));
        missing.stream().sorted().forEach(field -> breaking.add(path + "." + field + " may now be absent"));
    }

    private static JsonNode resolved(JsonNode rule, JsonNode document) {
        String reference = rule.path("$ref").asText("");
        return reference.startsWith(REFERENCE)
                ? document.path("$defs").path(reference.substring(REFERENCE.length()))
                : rule;
    }

    private static Set<String> texts(JsonNode value) {
        Set<String> texts = new HashSet<>();
        if (value.isArray()) {
            value.forEach(each -> texts.add(each.asText()));
        } else if (value.isTextual()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
