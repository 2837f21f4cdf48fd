package io.dropbatch.localazure.batch.protocol.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to a call. */
public sealed interface CallAnswer {

    int status();

    Map<String, String> headers();

    /** The HTTP form of this answer. */
    default Content content() {
        return switch (this) {
            case Content content -> content;
            case Json json -> json.written();
        };
    }

    /** An answer that can be sent as it is. */
    sealed interface Content extends CallAnswer {}

    /** No body. */
    record Empty(int status, Map<String, String> headers) implements Content {}

    /** A JSON body. */
    record Json(int status, Map<String, String> headers, JsonNode body) implements CallAnswer {

        private Bytes written() {
            Map<String, String> typed = new LinkedHashMap<>(headers);
            typed.put("Content-Type", "application/json;odata=minimalmetadata");
            return new Bytes(status, typed, io.dropbatch.localazure.batch.document.JsonTrees.bytes(body));
        }
    }

    /** The content of a small file, sent in one piece with its headers. */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Bytes(int status, Map<String, String> headers, byte[] body) implements Content {}

    /** A file's content from an offset on. */
    record File(int status, Map<String, String> headers, Path file, long offset, long length) implements Content {}

    static CallAnswer empty(int status) {
        return new Empty(status, Map.of());
    }

    /** No body, since the client already has this version. */
    static CallAnswer unchanged(Instant modified) {
        return new Empty(304, versionOf(modified));
    }

    static CallAnswer json(JsonNode body) {
        return new Json(200, Map.of(), body);
    }

    /** A body with the version of the thing it describes. */
    static CallAnswer version(JsonNode body, Instant modified) {
        return new Json(200, versionOf(modified), body);
    }

    /** No body, but the version and address of the created or changed thing. */
    static CallAnswer done(int status, Instant modified, String address) {
        Map<String, String> headers = new LinkedHashMap<>(versionOf(modified));
        headers.put("DataServiceId", address);
        if (status == 201) {
            headers.put("Location", address);
        }
        return new Empty(status, headers);
    }

    static Map<String, String> versionOf(Instant modified) {
        return Map.of("ETag", AzureTimes.etag(modified), "Last-Modified", AzureTimes.http(modified));
    }
}
