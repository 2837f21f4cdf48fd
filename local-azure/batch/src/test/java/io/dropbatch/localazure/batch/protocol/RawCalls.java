package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.RequestQuery;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;

/** Sends exactly what a test says, signed. */
final class RawCalls {

    static final String VERSION = "api-version=2024-07-01.20.0";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BatchServer server;

    RawCalls(BatchServer server) {
        this.server = server;
    }

    HttpResponse<String> get(String pathAndQuery) throws Exception {
        return send("GET", pathAndQuery, "", Map.of());
    }

    HttpResponse<String> send(String method, String pathAndQuery, String body, Map<String, String> headers)
            throws Exception {
        SortedMap<String, String> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.putAll(headers);
        signed.putIfAbsent("ocp-date", now());
        boolean writes = !method.equals("GET") && !method.equals("HEAD");
        int length = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        URI uri = URI.create(server.endpoint() + pathAndQuery);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        signed.forEach(request::header);
        if (writes) {
            signed.put("Content-Length", Integer.toString(length));
        }
        request.header("Authorization", authorization(method, uri, signed));
        if (method.equals("GET")) {
            request.GET();
        } else if (method.equals("HEAD")) {
            request.HEAD();
        } else {
            request.method(method, writes ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A request whose length the server does not know before its end. */
    HttpResponse<String> chunked(String pathAndQuery, byte[] body) throws Exception {
        SortedMap<String, String> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.put("ocp-date", now());
        URI uri = URI.create(server.endpoint() + pathAndQuery);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("ocp-date", signed.get("ocp-date"))
                        .header("Authorization", authorization("POST", uri, signed))
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build(),
                BodyHandlers.ofString());
    }

    String authorization(String method, URI uri, SortedMap<String, String> signed) {
        ApiCall call = new ApiCall(
                method,
                uri.getRawPath(),
                RequestQuery.parse(uri.getRawQuery()),
                signed,
                new ApiCall.Body.TooLarge(),
                "",
                Map.of());
        SecretKeySpec key = new SecretKeySpec(Base64.getDecoder().decode(server.key()), "HmacSHA256");
        return "SharedKey " + server.account() + ":"
                + RequestSignature.of(call, server.account(), key).value();
    }

    static String now() {
        return AzureTimes.http(Instant.now());
    }

    HttpResponse<String> unsigned(String pathAndQuery, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.endpoint() + pathAndQuery));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
