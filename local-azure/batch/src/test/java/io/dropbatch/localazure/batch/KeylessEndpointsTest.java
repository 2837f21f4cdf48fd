package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen without a key, and by whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeylessEndpointsTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalAccount local;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        local = new LocalAccount(folder);
        local.pool("p", 1, 2);
        local.job("j", "p");
        local.run("j", LocalAccount.aTask("good", "/bin/true"), LocalAccount.aTask("bad", "/bin/false"));
        local.completed("j", "good");
        local.completed("j", "bad");
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void measures_tasks_nodes_slots_and_calls_for_prometheus() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body())
                .contains("batch_tasks{state=\"succeeded\"} 1\n")
                .contains("batch_tasks{state=\"failed\"} 1\n")
                .contains("batch_nodes{pool=\"p\",state=\"idle\"} 1\n")
                .contains("batch_slots{pool=\"p\",kind=\"all\"} 2\n")
                .contains("batch_task_completions_total{result=\"failure\"} 1\n")
                .contains("batch_task_start_latency_seconds_count 2\n")
                .contains("batch_requests_total{operation=\"POST /jobs/{job}/addtaskcollection\",status=\"200\"} 1\n")
                .contains("batch_requests_total{operation=\"POST /pools\",status=\"201\"} 1\n")
                .containsPattern("batch_log_bytes [1-9]\\d+\n");
        assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+(\\{.*})? [0-9.E+-]+"));
    }

    @Test
    void says_that_it_is_well() throws Exception {
        HttpResponse<String> answer = get("/health");

        JsonNode health = JsonTrees.read(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("jobs").asInt()).isEqualTo(1);
    }

    @Test
    void shows_nothing_to_a_name_that_was_made_to_point_here() throws Exception {
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /_ui/ HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: LocalHost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /health HTTP/1.1\r\nHost: [::1]:10010\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void changes_nothing() throws Exception {
        for (String verb : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            assertThat(raw(verb + " /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n"
                            + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void shows_nothing_of_a_server_that_others_can_reach(@TempDir Path folder) throws Exception {
        try (BatchServer open = BatchServer.start(BatchOptions.in(folder).withAddress("0.0.0.0", 0))) {
            URI health = URI.create("http://127.0.0.1:" + open.endpoint().getPort() + "/health");

            HttpResponse<String> answer = send(health);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("loopback");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(local.server.endpoint().resolve(path));
    }

    private HttpResponse<String> send(URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", local.server.endpoint().getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
