package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.BatchError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The decoded query of a request; names are compared as Azure compares them, without case. */
public record RequestQuery(Map<String, String> parameters) {

    public static RequestQuery parse(@Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (raw == null || raw.isEmpty()) {
            return new RequestQuery(parameters);
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                if (!seen.add(name)) {
                    throw BatchError.query(name, value, "The parameter is given twice.");
                }
                parameters.put(name, value);
            }
        }
        return new RequestQuery(parameters);
    }

    @Nullable
    public String get(String name) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (parameter.getKey().equalsIgnoreCase(name)) {
                return parameter.getValue();
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw BatchError.query(text, "", "The query is not percent-encoded correctly.");
        }
    }
}
