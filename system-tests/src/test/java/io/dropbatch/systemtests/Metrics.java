package io.dropbatch.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/** What a service counts, as Prometheus reads it. */
final class Metrics {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Metrics() {}

    /** The sum over all labels of one metric; zero when it has none yet. */
    static double of(House house, String service, String metric) {
        return read(house.address(service), metric).orElseThrow(() -> new AssertionError(service + " does not answer"));
    }

    /** Empty while the service does not answer. */
    static OptionalDouble read(String url, String metric) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? OptionalDouble.of(sum(answer.body(), metric)) : OptionalDouble.empty();
        } catch (IOException restarting) {
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
