package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One request, with the parts of its path that the route names.
 *
 * @param headers by name, without regard to case
 * @param base the address of the account in the caller's spelling
 */
public record ApiCall(
        String method,
        String rawPath,
        RequestQuery query,
        SortedMap<String, String> headers,
        Body body,
        String base,
        Map<String, String> path) {

    public static final int LARGEST_BODY = 1024 * 1024;

    public ApiCall at(Map<String, String> parts) {
        return new ApiCall(method, rawPath, query, headers, body, base, parts);
    }

    public ApiCall with(Body read) {
        return new ApiCall(method, rawPath, query, headers, read, base, path);
    }

    public String part(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no part " + name);
        }
        return value;
    }

    @Nullable
    public String header(String name) {
        return headers.get(name);
    }

    public RequestDocument document() {
        return body instanceof Body.Read read ? read.document() : RequestDocument.parse(bytes());
    }

    public byte[] bytes() {
        return switch (body) {
            case Body.Whole whole -> whole.bytes();
            case Body.Read read -> throw new IllegalStateException("The body was read already");
            case Body.TooLarge tooLarge ->
                throw BatchError.of(ErrorCode.RequestBodyTooLarge).with("MaxLimit", Integer.toString(LARGEST_BODY));
        };
    }

    /** The body of the request. */
    public sealed interface Body {

        /** All of it. */
        @SuppressWarnings("ArrayRecordComponent") // read once, never compared
        record Whole(byte[] bytes) implements Body {}

        /** The body after the check by the operation's contract. */
        record Read(RequestDocument document) implements Body {}

        /** A body beyond the size limit; it was discarded. */
        record TooLarge() implements Body {}
    }
}
