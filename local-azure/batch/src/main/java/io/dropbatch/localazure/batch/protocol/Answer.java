package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a call is answered with. */
sealed interface Answer {

    int status();

    Map<String, String> headers();

    /** No body. */
    record Empty(int status, Map<String, String> headers) implements Answer {}

    /** A JSON body. */
    record Json(int status, Map<String, String> headers, JsonNode body) implements Answer {}

    /** Plain words. */
    record Text(int status, Map<String, String> headers, String body) implements Answer {}

    /** A file's content from an offset on. */
    record File(int status, Map<String, String> headers, Path file, long offset, long length) implements Answer {}

    static Answer empty(int status) {
        return new Empty(status, Map.of());
    }

    static Answer json(JsonNode body) {
        return new Json(200, Map.of(), body);
    }

    /** A body with the version of the thing it describes. */
    static Answer version(JsonNode body, Instant modified) {
        return new Json(200, versionOf(modified), body);
    }

    /** No body, but the version and address of the thing that was made or changed. */
    static Answer done(int status, Instant modified, String address) {
        Map<String, String> headers = new LinkedHashMap<>(versionOf(modified));
        headers.put("DataServiceId", address);
        if (status == 201) {
            headers.put("Location", address);
        }
        return new Empty(status, headers);
    }

    static Map<String, String> versionOf(Instant modified) {
        return Map.of("ETag", Times.etag(modified), "Last-Modified", Times.http(modified));
    }
}
