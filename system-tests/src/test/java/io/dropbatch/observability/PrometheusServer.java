package io.dropbatch.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Prometheus of its own that reads every service of the running system once a second. */
final class PrometheusServer implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String CONFIGURATION = """
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: dropbatch
                metrics_path: /actuator/prometheus
                static_configs: [{ targets: [%s] }]
            """;

    private final Process process;
    private final URI address;
    private final int services;
    private final Thread atEnd;

    private PrometheusServer(Process process, URI address, int services) {
        this.process = process;
        this.address = address;
        this.services = services;
        this.atEnd = new Thread(process::destroy, "end-prometheus");
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    static PrometheusServer start(Path folder, List<String> services) {
        String targets = services.stream()
                .map(url -> "'" + URI.create(url).getAuthority() + "'")
                .collect(Collectors.joining(", "));
        try {
            Files.createDirectories(folder);
            Path configuration = folder.resolve("prometheus.yml");
            Files.writeString(configuration, CONFIGURATION.formatted(targets), UTF_8);
            String listen = "127.0.0.1:" + freePort();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=" + listen,
                            "--enable-feature=exemplar-storage",
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            PrometheusServer server = new PrometheusServer(process, URI.create("http://" + listen), services.size());
            server.awaitAllUp();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** The first value of an expression; zero while it has none. */
    double number(String expression) {
        JsonNode result = ask("query", "query=" + encoded(expression)).at("/data/result");
        return result.isEmpty() ? 0 : result.at("/0/value/1").asDouble();
    }

    /** The whole answer for one moment. */
    JsonNode query(String expression, Instant at) {
        return ask("query", "query=" + encoded(expression) + "&time=" + at.getEpochSecond());
    }

    /** The whole answer for a time range. */
    JsonNode queryRange(String expression, Instant from, Instant to, Duration step) {
        return ask(
                "query_range",
                "query=" + encoded(expression) + "&start=" + from.getEpochSecond() + "&end=" + to.getEpochSecond()
                        + "&step=" + step.toSeconds());
    }

    /** Waits until every service can be read; a failure tells what Prometheus says of those that cannot. */
    void awaitAllUp() {
        await().atMost(RunningSystem.LIMIT)
                .failFast("Prometheus has ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(healths())
                        .as("what Prometheus says of the services")
                        .hasSize(services)
                        .containsOnly("up"));
    }

    /** Waits until every service has been read so many times more, each time without an error. */
    void awaitReadings(int count) {
        Instant from = Instant.now();
        await("readings of every service")
                .atMost(RunningSystem.LIMIT)
                .failFast("Prometheus has ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    long seconds = Duration.between(from, Instant.now()).toSeconds();
                    return seconds > 0 && number("min(sum_over_time(up[" + seconds + "s]))") >= count;
                });
    }

    private List<String> healths() {
        List<String> healths = new ArrayList<>();
        ask("targets", "").at("/data/activeTargets").forEach(target -> {
            String health = target.path("health").asText();
            String error = target.path("lastError").asText();
            healths.add(
                    health.equals("up") ? health : target.path("scrapeUrl").asText() + " is " + health + ": " + error);
        });
        return healths;
    }

    Set<String> metricNames() {
        Set<String> names = new TreeSet<>();
        ask("label/__name__/values", "").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode ask(String question, String parameters) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(
                    HttpRequest.newBuilder(address.resolve("/api/v1/" + question + "?" + parameters))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return ModelJson.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
