package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input that the REST definition allows for one operation; other input is refused before the operation runs.
 *
 * @param body the entity of its body, or null when it takes none
 * @param item the entity that it reads, or null when that can be neither selected nor filtered
 */
public record OperationContract(
        @Nullable String body, Set<String> query, @Nullable ReadableProperties item) {

    private static final Set<String> EVERYWHERE = Set.of("api-version", "timeout");
    private static final Set<String> FLAGS = Set.of("recursive", "force");
    private static final int LONGEST_TIMEOUT = 7;

    /** Checks a call and returns it with its body read. */
    ApiCall checked(ApiCall call) {
        for (String name : call.query().parameters().keySet()) {
            String known = name.toLowerCase(java.util.Locale.ROOT);
            if (!EVERYWHERE.contains(known) && !query.contains(known)) {
                throw BatchError.of(ErrorCode.UnsupportedQueryParameter).with("QueryParameterName", abbreviated(name));
            }
        }
        checkTimeout(call.query().get("timeout"));
        for (String flag : FLAGS) {
            checkFlag(flag, call.query().get(flag));
        }
        if (item != null) {
            item.check(call.query());
        }
        return call.with(new ApiCall.Body.Read(read(call)));
    }

    private RequestDocument read(ApiCall call) {
        byte[] bytes = call.bytes();
        if (body != null) {
            checkType(call.header("Content-Type"));
            return RequestDocument.parse(bytes, body);
        }
        RequestDocument document = RequestDocument.parse(bytes);
        boolean posted = call.method().equals("POST");
        if (bytes.length > 0 && !(posted && document.tree().isEmpty())) {
            throw BatchError.body("The operation takes no body.");
        }
        return document;
    }

    private static void checkType(@Nullable String type) {
        if (type != null && !type.regionMatches(true, 0, "application/json", 0, "application/json".length())) {
            throw BatchError.of(ErrorCode.InvalidHeaderValue)
                    .with("HeaderName", "Content-Type")
                    .with("HeaderValue", abbreviated(type));
        }
    }

    /** Every valid timeout is long enough for this server. */
    private static void checkTimeout(@Nullable String timeout) {
        if (timeout == null) {
            return;
        }
        if (!timeout.matches("-?\\d{1," + LONGEST_TIMEOUT + "}")) {
            throw BatchError.query("timeout", timeout, "A number of seconds is expected.");
        }
        if (Integer.parseInt(timeout) < 1) {
            throw BatchError.of(ErrorCode.OutOfRangeQueryParameterValue)
                    .with("QueryParameterName", "timeout")
                    .with("QueryParameterValue", timeout)
                    .with("MinimumAllowed", "1");
        }
    }

    private static void checkFlag(String name, @Nullable String value) {
        if (value != null && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw BatchError.query(name, value, "Either true or false is expected.");
        }
    }

    private static String abbreviated(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
