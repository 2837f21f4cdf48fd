package io.dropbatch.monitor.adapter.azurebatch;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.rest.RestException;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.ThrottledException;
import io.dropbatch.monitor.domain.EndedTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the account meets an HTTP server that answers as Batch does on a bad day. */
class RefusalsTest {

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status;
    private volatile String body = "";
    private volatile String retryAfter;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            queries.add(URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
            if (retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] bytes = (queries.size() > 1 ? body.replaceAll(",\"odata.nextLink\":\"[^\"]*\"", "") : body)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void too_many_requests_say_how_long_to_wait() {
        refuse(429, "TooManyRequests");
        retryAfter = "7";

        ThrottledException refusal =
                catchThrowableOfType(ThrottledException.class, () -> account().job(JOB));

        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void a_busy_server_is_not_asked_again_at_once() {
        refuse(503, "ServerBusy");

        ThrottledException refusal =
                catchThrowableOfType(ThrottledException.class, () -> account().totals(JOB));

        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(queries).hasSize(1);
    }

    @Test
    void another_error_is_thrown_as_it_is() {
        refuse(500, "InternalError");

        assertThatThrownBy(() -> account().pool("p")).isInstanceOf(RestException.class);
    }

    @Test
    void asks_for_what_it_needs_and_follows_pages() {
        status = 200;
        body = "{\"value\":[" + task("0-000001") + "," + task("not-ours") + "],\"odata.nextLink\":\"" + endpoint()
                + "/jobs/x/tasks?$skiptoken=2\"}";
        List<EndedTask> ended = new ArrayList<>();

        account().endedTasks(JOB, "0-", Instant.parse("2026-11-22T10:00:00.5Z"), ended::add);

        assertThat(ended).extracting(EndedTask::id).containsExactly(TaskId.of(0, 1), TaskId.of(0, 1));
        assertThat(queries).hasSize(2);
        assertThat(queries.getFirst())
                .contains("startswith(id,'0-') and state eq 'completed'")
                .contains("and stateTransitionTime gt DateTime'2026-11-22T10:00:00.500Z'")
                .contains("$select=id,state,stateTransitionTime,executionInfo,nodeInfo", "maxresults=1000");
    }

    private void refuse(int code, String name) {
        status = code;
        body = "{\"code\":\"" + name + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"words\"}}";
    }

    private static String task(String id) {
        return "{\"id\":\"" + id
                + "\",\"state\":\"completed\",\"stateTransitionTime\":\"2026-11-22T10:00:01.1234567Z\","
                + "\"executionInfo\":{\"exitCode\":0,\"result\":\"success\",\"retryCount\":0,\"requeueCount\":0}}";
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private AzureBatchAccount account() {
        String key = Base64.getEncoder().encodeToString("key".getBytes(StandardCharsets.UTF_8));
        return new AzureBatchAccount(BatchConnection.withKey(endpoint(), "account", key));
    }
}
