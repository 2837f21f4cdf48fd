package io.dropbatch.localazure.batch.protocol;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation of the API: a verb and a path whose parts in braces are names. */
record Route(String verb, String template, boolean supported, Operation operation) {

    String name() {
        return verb + " " + template;
    }

    Answer answer(Call call) throws IOException {
        Contract contract = Contracts.of(verb, template);
        return operation.answer(supported && contract != null ? contract.checked(call) : call);
    }

    /** The named parts of a path, or null when it is not this route's. */
    @Nullable
    Map<String, String> match(List<String> segments) {
        List<String> own = List.of(template.substring(1).split("/"));
        if (own.size() != segments.size()) {
            return null;
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < own.size(); i++) {
            String expected = own.get(i);
            if (expected.startsWith("{")) {
                parts.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equalsIgnoreCase(segments.get(i))) {
                return null;
            }
        }
        return parts;
    }
}
