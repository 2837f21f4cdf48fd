package io.dropbatch.localazure.batch.protocol.call;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The first line and headers of a request, not decoded. */
public record RequestHead(
        String method, String rawPath, @Nullable String rawQuery, SortedMap<String, String> headers, String base) {

    public static RequestHead of(String method, String uri, SortedMap<String, String> headers, String endpoint) {
        String target = uri.startsWith("/") ? uri : uri.replaceFirst("^https?://[^/?]*", "");
        int question = target.indexOf('?');
        String host = headers.get("Host");
        boolean plain = host != null && host.matches("[A-Za-z0-9.-]{1,255}(:\\d{1,5})?");
        return new RequestHead(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                headers,
                plain ? "http://" + host : endpoint);
    }

    public ApiCall call(ApiCall.Body body) {
        return new ApiCall(method, rawPath, RequestQuery.parse(rawQuery), headers, body, base, Map.of());
    }
}
