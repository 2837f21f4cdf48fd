package io.dropbatch.results.adapter.web.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One field of a JSON Schema; fields of objects come right after them.
 *
 * @param path such as {@code failure.code}, or {@code outputs[].path}
 * @param always whether it is there whenever what holds it is
 */
record SchemaField(String path, String kind, boolean always, String description) {

    /** No document of ours nests deeper; one that refers to itself ends here. */
    private static final int DEEPEST = 6;

    static List<SchemaField> of(JsonNode schema, JsonNode home, ReferenceDocument document) {
        List<SchemaField> fields = new ArrayList<>();
        collect("", document.resolved(schema, home), home, document, fields);
        return fields;
    }

    private static void collect(
            String prefix, JsonNode schema, JsonNode home, ReferenceDocument document, List<SchemaField> fields) {
        if (prefix.chars().filter(c -> c == '.').count() >= DEEPEST) {
            return;
        }
        if (schema.path("type").asText().equals("array")) {
            collect(prefix + "[]", document.resolved(schema.path("items"), home), home, document, fields);
            return;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (var field : schema.path("properties").properties()) {
            JsonNode rule = document.resolved(field.getValue(), home);
            String path = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
            String description = rule.path("description").asText();
            fields.add(
                    new SchemaField(path, kind(rule, home, document), required.contains(field.getKey()), description));
            collect(path, rule, home, document, fields);
        }
    }

    private static String kind(JsonNode rule, JsonNode home, ReferenceDocument document) {
        if (rule.has("const")) {
            return rule.path("const").asText();
        }
        if (rule.has("enum")) {
            return rule.path("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
        }
        String type = rule.path("type").asText("object");
        if (type.equals("array")) {
            return "list of " + kind(document.resolved(rule.path("items"), home), home, document);
        }
        return rule.path("format").asText().equals("date-time") ? "time" : type;
    }
}
