package io.dropbatch.localazure.storage.azurite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.localazure.storage.DevelopmentAccount;
import io.dropbatch.localazure.storage.StorageException;
import io.dropbatch.localazure.storage.events.ExistingBlob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Requests of local storage itself to Azurite: create containers and tables at the start, read a blob's properties. */
public final class AzuriteClient implements AutoCloseable {

    private static final String VERSION = "2025-05-05";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private final Clock clock;
    private final SharedKeySigner key = SharedKeySigner.ofDevelopmentAccount();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    public AzuriteClient(Clock clock) {
        this.clock = clock;
    }

    /** Does nothing if it exists. */
    public void createContainer(int blobPort, String name) {
        String path = "/" + DevelopmentAccount.NAME + "/" + name;
        HttpRequest request = blobRequest(blobPort, "PUT", path, "?restype=container", path + "\nrestype:container");
        check("container " + name, request);
    }

    /** Does nothing if it exists. */
    public void createTable(String tableHost, int tablePort, String name) {
        String path = "/" + DevelopmentAccount.NAME + "/Tables";
        String date = now();
        String type = "application/json";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + tableHost + ":" + tablePort + path))
                .timeout(LIMIT)
                .header("x-ms-date", date)
                .header("x-ms-version", "2019-02-02")
                .header("Content-Type", type)
                .header("Accept", "application/json;odata=nometadata")
                .header("Authorization", key.table("POST", type, date, path))
                .POST(HttpRequest.BodyPublishers.ofString("{\"TableName\":\"" + name + "\"}"))
                .build();
        check("table " + name, request);
    }

    /** A blob's properties; empty when it does not exist. */
    public CompletableFuture<Optional<ExistingBlob>> find(int blobPort, String container, String blob) {
        String path = "/" + DevelopmentAccount.NAME + "/" + escape(container) + "/" + escape(blob);
        return http.sendAsync(blobRequest(blobPort, "HEAD", path, "", path), HttpResponse.BodyHandlers.discarding())
                .thenApply(AzuriteClient::facts);
    }

    private static Optional<ExistingBlob> facts(HttpResponse<?> response) {
        HttpHeaders headers = response.headers();
        if (response.statusCode() != 200) {
            return Optional.empty();
        }
        return Optional.of(new ExistingBlob(
                headers.firstValue("ETag").orElse("").replace("\"", ""),
                headers.firstValue("Content-Type").orElse("application/octet-stream"),
                headers.firstValueAsLong("Content-Length").orElse(0),
                headers.firstValue("x-ms-blob-type").orElse("BlockBlob")));
    }

    private HttpRequest blobRequest(int blobPort, String method, String path, String query, String resource) {
        String date = now();
        return HttpRequest.newBuilder(at(blobPort, path + query))
                .timeout(LIMIT)
                .header("x-ms-date", date)
                .header("x-ms-version", VERSION)
                .header("Authorization", key.blob(method, date, VERSION, resource))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private void check(String what, HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2 && response.statusCode() != CONFLICT) {
                throw new StorageException("cannot create " + what + ": " + response.statusCode() + " "
                        + response.headers().firstValue("x-ms-error-code").orElse(response.body()));
            }
        } catch (IOException e) {
            throw new StorageException("cannot create " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while creating " + what, e);
        }
    }

    private static URI at(int port, String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    private String now() {
        return RFC_1123.format(clock.instant());
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            escaped.append(UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
