package io.dropbatch.localazure.batch.node.transfer;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to blob storage with signed addresses, over kept-alive connections; retries when storage asks for it.
 * A request stays on its caller's thread: with the JDK's newer client a small file took twice the processor time.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob service REST API</a>
 */
public final class BlobTransfers {

    private static final String VERSION = "2021-12-02";
    private static final int ATTEMPTS = 9;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /** The timeout for the next bytes of an answer, not for the whole answer. */
    private static final Duration READ_LIMIT = Duration.ofMinutes(2);

    /** Opens a blob's content; the caller closes every answer. */
    Answer get(URI address) throws IOException, InterruptedException {
        return repeated(() -> answer(open(address)));
    }

    /** Uploads a body and returns the answer's status and error code. */
    public Outcome put(URI address, Map<String, String> headers, Body body) throws IOException, InterruptedException {
        try (Answer answer = repeated(() -> {
            HttpURLConnection connection = open(address);
            connection.setRequestMethod("PUT");
            // Without it this client would send a form's content type for every blob.
            connection.setRequestProperty("Content-Type", "application/octet-stream");
            headers.forEach(connection::setRequestProperty);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length());
            try (InputStream in = body.open();
                    OutputStream out = connection.getOutputStream()) {
                in.transferTo(out);
            }
            return answer(connection);
        })) {
            answer.body().skip(Long.MAX_VALUE);
            return new Outcome(answer.status(), answer.error());
        }
    }

    private static HttpURLConnection open(URI address) throws IOException {
        URL url = address.toURL();
        if (!(url.openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("blobs are reached by http or https, not by " + address.getScheme());
        }
        connection.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(READ_LIMIT.toMillis()));
        connection.setUseCaches(false);
        connection.setRequestProperty("x-ms-version", VERSION);
        connection.setRequestProperty("Accept", "*/*");
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        @Nullable String error = connection.getHeaderField("x-ms-error-code");
        return new Answer(
                status,
                error == null ? "" : error,
                connection.getHeaderField("Retry-After"),
                body == null ? InputStream.nullInputStream() : body);
    }

    private static Answer repeated(Exchange exchange) throws IOException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = exchange.send();
                if (attempt == ATTEMPTS || !transientStatus(answer.status())) {
                    return answer;
                }
                answer.close();
                pause = asked(answer, pause);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(20)));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration asked(Answer answer, Duration fallback) {
        String retryAfter = answer.retryAfter();
        return retryAfter != null && retryAfter.matches("\\d{1,4}")
                ? shorter(Duration.ofSeconds(Long.parseLong(retryAfter)), LONGEST_PAUSE)
                : fallback;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean transientStatus(int status) {
        return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }

    public static Body bytes(byte[] content) {
        return new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }

    /** A request body that can be sent again. */
    interface Body {
        long length();

        InputStream open() throws IOException;
    }

    /**
     * Storage's answer, with an unread body.
     *
     * @param error Azure's code; empty when there is none
     */
    record Answer(int status, String error, @Nullable String retryAfter, InputStream body) implements Closeable {

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** Storage's answer to a write. */
    public record Outcome(int status, String error) {

        public boolean succeeded() {
            return status / 100 == 2;
        }
    }

    private interface Exchange {
        Answer send() throws IOException;
    }
}
