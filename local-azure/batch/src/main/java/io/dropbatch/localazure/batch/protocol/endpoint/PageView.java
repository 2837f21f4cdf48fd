package io.dropbatch.localazure.batch.protocol.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The content that a visitor gets. */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record PageView(int status, Map<String, String> headers, byte[] body) {

    public static PageView of(int status, String contentType, String body) {
        return new PageView(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static PageView plain(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body + "\n");
    }

    public static PageView elsewhere(String address) {
        return new PageView(302, Map.of("Location", address), new byte[0]);
    }

    public PageView with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PageView(status, more, body);
    }
}
