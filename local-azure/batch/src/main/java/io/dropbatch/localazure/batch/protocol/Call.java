package io.dropbatch.localazure.batch.protocol;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, with the parts of its path that the route names. */
record Call(
        String method, String rawPath, Query query, Headers headers, Body body, String base, Map<String, String> path) {

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int MOST_DISCARDED = 16 * 1024 * 1024;

    static Call of(HttpExchange exchange, String endpoint) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        boolean plain = host != null && host.matches("[A-Za-z0-9.-]{1,255}(:\\d{1,5})?");
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Query.parse(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                () -> read(exchange.getRequestBody()),
                plain ? "http://" + host : endpoint,
                Map.of());
    }

    Call at(Map<String, String> parts) {
        return new Call(method, rawPath, query, headers, body, base, parts);
    }

    String part(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no part " + name);
        }
        return value;
    }

    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }

    Document document() throws IOException {
        return Document.parse(body.bytes());
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            // A client that still sends would not read the answer.
            in.skip(MOST_DISCARDED);
            throw BatchError.of(ErrorCode.RequestBodyTooLarge).with("MaxLimit", Integer.toString(LARGEST_BODY));
        }
        return bytes;
    }

    /** Reads the request's body. */
    interface Body {
        byte[] bytes() throws IOException;
    }
}
