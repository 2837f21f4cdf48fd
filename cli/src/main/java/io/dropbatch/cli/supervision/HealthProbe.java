package io.dropbatch.cli.supervision;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a program for its health. */
public final class HealthProbe {

    private static final int LIMIT_MILLIS = 2000;

    private HealthProbe() {}

    /** @param name which program is at the address */
    public static boolean isUp(String name, String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + path(name)).toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.getInputStream().close();
            return up;
        } catch (IOException e) {
            return false;
        }
    }

    private static String path(String name) {
        return switch (name) {
            case "prometheus" -> "/-/ready";
            case "zipkin" -> "/health";
            case "grafana" -> "/api/health";
            default -> "/actuator/health";
        };
    }
}
