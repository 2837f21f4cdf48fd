package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of a workload as tables in Markdown, one for each key at the top that has others below it. */
final class WorkloadKeys {

    private static final String REFERENCE = "#/$defs/";
    private static final String HEAD = "| key | takes | default | |\n| --- | --- | --- | --- |\n";

    private final JsonNode schema;

    WorkloadKeys(JsonNode schema) {
        this.schema = schema;
    }

    String tables() {
        StringBuilder simple = new StringBuilder("### At the top\n\n").append(HEAD);
        StringBuilder groups = new StringBuilder();
        Set<String> required = required(schema);
        for (var key : schema.path("properties").properties()) {
            JsonNode rule = resolved(key.getValue());
            if (rule.path("properties").isEmpty()) {
                simple.append(row(key.getKey(), rule, required.contains(key.getKey())));
            } else {
                groups.append("\n### `").append(key.getKey()).append("`\n\n");
                groups.append(description(rule)).append("\n\n");
                groups.append(HEAD);
                below(key.getKey(), rule).forEach(groups::append);
            }
        }
        return simple.append(groups).toString();
    }

    private List<String> below(String path, JsonNode group) {
        List<String> rows = new ArrayList<>();
        Set<String> required = required(group);
        for (var key : group.path("properties").properties()) {
            JsonNode rule = resolved(key.getValue());
            String name = path + "." + key.getKey();
            rows.add(row(name, rule, required.contains(key.getKey())));
            rows.addAll(below(name, rule));
        }
        return rows;
    }

    private String row(String name, JsonNode rule, boolean required) {
        String fallback = required
                ? "required"
                : text(rule, "default").map(WorkloadKeys::code).orElse("");
        String description = description(rule).replace("|", "\\|");
        return "| `%s` | %s | %s | %s |\n".formatted(name, takes(rule), fallback, description);
    }

    private String takes(JsonNode rule) {
        if (rule.has("const")) {
            return code(rule.path("const").asText());
        }
        if (rule.has("enum")) {
            return rule.path("enum")
                    .valueStream()
                    .map(value -> code(value.asText()))
                    .collect(Collectors.joining(", "));
        }
        return types(rule).stream().map(type -> kind(type, rule)).collect(Collectors.joining(", or "));
    }

    private String kind(String type, JsonNode rule) {
        return switch (type) {
            case "array" -> "a list" + range(rule, "minItems", "maxItems", " of %s");
            case "boolean" -> "`true`, `false`";
            case "integer" -> "a whole number" + range(rule, "minimum", "maximum", ", %s");
            case "number" -> "a number" + range(rule, "minimum", "maximum", ", %s");
            case "object" -> "a group of keys";
            default -> rule.path("pattern").equals(durations()) ? "a duration" : "text";
        };
    }

    private JsonNode durations() {
        return schema.path("$defs").path("duration").path("pattern");
    }

    private static String range(JsonNode rule, String least, String most, String form) {
        if (!rule.has(most)) {
            return rule.has(least) ? form.formatted(rule.path(least).asText() + " or more") : "";
        }
        String to = rule.path(most).asText();
        String range = rule.has(least) ? rule.path(least).asText() + " to " + to : "at most " + to;
        return form.formatted(range);
    }

    private JsonNode resolved(JsonNode rule) {
        String reference = rule.path("$ref").asText("");
        if (!reference.startsWith(REFERENCE)) {
            return rule;
        }
        JsonNode shared = schema.path("$defs").path(reference.substring(REFERENCE.length()));
        ObjectNode both = shared.deepCopy();
        return both.setAll((ObjectNode) rule);
    }

    /** Every key has one: an editor shows it, too. */
    private static String description(JsonNode rule) {
        return text(rule, "description").orElseThrow().replace("<", "\\<");
    }

    private static Set<String> types(JsonNode rule) {
        JsonNode type = rule.path("type");
        Set<String> types = new LinkedHashSet<>();
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asText()));
        } else {
            types.add(type.asText());
        }
        return types;
    }

    private static Set<String> required(JsonNode group) {
        return group.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static Optional<String> text(JsonNode rule, String key) {
        return rule.has(key) ? Optional.of(rule.path(key).asText()) : Optional.empty();
    }

    private static String code(String value) {
        return "`" + value + "`";
    }
}
