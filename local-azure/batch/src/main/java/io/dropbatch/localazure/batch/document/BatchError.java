package io.dropbatch.localazure.batch.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal of a call, with Azure Batch's code and details. */
public final class BatchError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, String> values;

    private BatchError(ErrorCode code, Map<String, String> values) {
        // No stack trace: a refusal is an answer, and hostile callers may ask for many.
        super(code.message(), null, false, false);
        this.code = code;
        this.values = values;
    }

    public static BatchError of(ErrorCode code) {
        return new BatchError(code, Map.of());
    }

    public static BatchError property(String name, String value, String reason) {
        return property(ErrorCode.InvalidPropertyValue, name, value, reason);
    }

    static BatchError property(ErrorCode code, String name, String value, String reason) {
        return new BatchError(
                code, details("PropertyName", name, "PropertyValue", abbreviated(value), "Reason", reason));
    }

    public static BatchError missing(String property) {
        return new BatchError(ErrorCode.MissingRequiredProperty, details("PropertyName", property));
    }

    public static BatchError body(String reason) {
        return new BatchError(ErrorCode.InvalidRequestBody, details("Reason", reason));
    }

    public static BatchError query(String name, String value, String reason) {
        return new BatchError(
                ErrorCode.InvalidQueryParameterValue,
                details("QueryParameterName", name, "QueryParameterValue", abbreviated(value), "Reason", reason));
    }

    public static BatchError unsupported(String what) {
        return new BatchError(ErrorCode.NotImplemented, details("Reason", what + " is not supported by local Azure."));
    }

    /** The same refusal with one more detail. */
    public BatchError with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new BatchError(code, more);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, String> values() {
        return values;
    }

    private static String abbreviated(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + "…";
    }

    private static Map<String, String> details(String... pairs) {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            details.put(pairs[i], pairs[i + 1]);
        }
        return details;
    }
}
