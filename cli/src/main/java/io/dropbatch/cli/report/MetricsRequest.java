package io.dropbatch.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a service what it counts. */
public final class MetricsRequest {

    private static final int LIMIT_MILLIS = 2000;

    private MetricsRequest() {}

    /** In Prometheus's text format; empty when the service does not answer. */
    public static Optional<String> get(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/actuator/prometheus").toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            connection.setRequestProperty("Accept", "text/plain");
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
