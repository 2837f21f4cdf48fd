package io.dropbatch.cli.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service for its health. */
final class HealthProbe {

    private static final int LIMIT_MILLIS = 2000;

    private HealthProbe() {}

    static boolean isUp(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/actuator/health").toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.getInputStream().close();
            return up;
        } catch (IOException e) {
            return false;
        }
    }
}
