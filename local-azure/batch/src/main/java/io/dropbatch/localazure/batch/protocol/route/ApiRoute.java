package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation of the API: a verb and a path whose parts in braces are names. */
public record ApiRoute(String verb, String template, List<String> parts, boolean supported, ApiOperation operation) {

    ApiRoute(String verb, String template, boolean supported, ApiOperation operation) {
        this(verb, template, List.of(template.substring(1).split("/")), supported, operation);
    }

    public String name() {
        return verb + " " + template;
    }

    CallAnswer answer(ApiCall call) throws IOException {
        OperationContract contract = OperationContracts.of(verb, template);
        return operation.answer(supported && contract != null ? contract.checked(call) : call);
    }

    /** The named parts of a path, or null when the path does not match this route. */
    @Nullable
    public Map<String, String> match(List<String> segments) {
        if (parts.size() != segments.size()) {
            return null;
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String expected = parts.get(i);
            if (expected.startsWith("{")) {
                named.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equalsIgnoreCase(segments.get(i))) {
                return null;
            }
        }
        return named;
    }
}
