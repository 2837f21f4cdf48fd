package io.dropbatch.localazure.batch.protocol.door;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a visitor gets to see. */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record View(int status, Map<String, String> headers, byte[] body) {

    public static View of(int status, String contentType, String body) {
        return new View(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static View plain(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body + "\n");
    }

    public static View elsewhere(String address) {
        return new View(302, Map.of("Location", address), new byte[0]);
    }

    public View with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new View(status, more, body);
    }
}
