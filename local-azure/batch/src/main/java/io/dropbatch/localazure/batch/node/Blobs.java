package io.dropbatch.localazure.batch.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Speaks to blob storage by address and signature, over kept-alive connections; repeats what storage asks to repeat.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob service REST API</a>
 */
final class Blobs {

    private static final String VERSION = "2021-12-02";
    private static final int ATTEMPTS = 9;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

    /** Opens a blob's content; whatever the answer, the caller closes it. */
    HttpResponse<InputStream> get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIME_LIMIT)
                .header("x-ms-version", VERSION)
                .build();
        return repeated(() -> Client.SHARED.send(request, BodyHandlers.ofInputStream()));
    }

    /** Puts a body and returns the answer's status and error code. */
    Outcome put(URI address, Map<String, String> headers, Body body) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = repeated(() -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(TIME_LIMIT)
                    .header("x-ms-version", VERSION)
                    .PUT(body.publisher());
            headers.forEach(request::header);
            return Client.SHARED.send(request.build(), BodyHandlers.ofInputStream());
        });
        try (InputStream answer = response.body()) {
            answer.skip(Long.MAX_VALUE);
        }
        return new Outcome(
                response.statusCode(),
                response.headers().firstValue("x-ms-error-code").orElse(""));
    }

    static Body bytes(byte[] content) {
        return () -> BodyPublishers.ofByteArray(content);
    }

    private static HttpResponse<InputStream> repeated(Exchange exchange) throws IOException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<InputStream> response = exchange.send();
                if (attempt == ATTEMPTS || !transientStatus(response.statusCode())) {
                    return response;
                }
                response.body().close();
                pause = asked(response, pause);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(20)));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration asked(HttpResponse<?> response, Duration fallback) {
        return response.headers()
                .firstValue("retry-after")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> shorter(Duration.ofSeconds(Long.parseLong(value)), LONGEST_PAUSE))
                .orElse(fallback);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean transientStatus(int status) {
        return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }

    /** A request body that can be sent again. */
    @FunctionalInterface
    interface Body {
        BodyPublisher publisher() throws IOException;
    }

    /** What storage answered to a write. */
    record Outcome(int status, String error) {

        boolean succeeded() {
            return status / 100 == 2;
        }
    }

    private interface Exchange {
        HttpResponse<InputStream> send() throws IOException, InterruptedException;
    }

    /** Made when the first file is moved: it takes a third of the time in which an account starts. */
    private static final class Client {

        private static final HttpClient SHARED = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }
}
