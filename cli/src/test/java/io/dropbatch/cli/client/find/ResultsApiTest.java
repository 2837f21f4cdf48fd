package io.dropbatch.cli.client.find;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.view.TaskSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultsApiTest {

    private static final String TASK =
            "[{\"task\":\"0-00000%d\",\"name\":\"a\",\"state\":\"FAILED\",\"retries\":0,\"future\":1}]";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private ResultsApi api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        api = ResultsApi.connect(ClientSettings.of(Map.of(
                "RESULTS_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "DROPBATCH_TOKEN", "secret")));
    }

    @AfterEach
    void stop() {
        api.close();
        server.stop(0);
    }

    @Test
    void follows_the_pages_and_says_who_asks() {
        answers("/one", 200, TASK.formatted(1), "</two?after=0-000001>; rel=\"next\"");
        answers("/two", 200, TASK.formatted(2), null);

        ResultsApi.Page<TaskSummary[]> first = api.page("one", TaskSummary[].class);
        ResultsApi.Page<TaskSummary[]> second = api.page(first.next(), TaskSummary[].class);

        assertThat(first.values()[0].task().value()).isEqualTo("0-000001");
        assertThat(second.values()[0].task().value()).isEqualTo("0-000002");
        assertThat(second.next()).isNull();
        assertThat(asked).containsExactly("GET /one Bearer secret", "GET /two?after=0-000001 Bearer secret");
    }

    @Test
    void lists_no_more_than_was_asked_for_and_says_whether_there_is_more() {
        String two = "[" + TASK.formatted(2).replaceAll("[\\[\\]]", "") + ","
                + TASK.formatted(3).replaceAll("[\\[\\]]", "") + "]";
        answers("/one", 200, TASK.formatted(1), "</two>; rel=\"next\"");
        answers("/two", 200, two, null);

        assertListed(1, "true 0-000001");
        assertListed(2, "true 0-000001 0-000002");
        assertListed(3, "false 0-000001 0-000002 0-000003");
        assertListed(4, "false 0-000001 0-000002 0-000003");
    }

    private void assertListed(long most, String wanted) {
        StringBuilder tasks = new StringBuilder();

        ResultsApi.Listed listed = api.list(
                "one",
                TaskSummary[].class,
                most,
                (TaskSummary task) -> tasks.append(' ').append(task.task().value()));

        assertThat(listed.more() + tasks.toString()).isEqualTo(wanted);
        assertThat(listed.entries())
                .isEqualTo(tasks.toString().chars().filter(c -> c == ' ').count());
    }

    @Test
    void tells_what_the_service_says_and_which_exit_code_it_is() {
        answers("/wrong", 400, "state: open, succeeded or failed\n", null);
        answers("/gone", 404, "", null);
        answers("/closed", 403, "operators only", null);
        answers("/broken", 500, "", null);
        answers("/other", 200, "<html>", null);

        assertSays("wrong", "state: open, succeeded or failed", 2);
        assertSays("gone", "results-service knows of no such drop", 2);
        assertSays("closed", "you may not do that: operators only", 1);
        assertSays("broken", "results-service answered 500", 1);
        assertSays("other", "is not this version's results-service", 1);
    }

    @Test
    void finds_nothing_where_there_is_nothing() {
        answers("/there", 200, TASK.formatted(1), null);
        answers("/gone", 404, "", null);
        answers("/broken", 500, "", null);

        assertThat(api.find("there", TaskSummary[].class)).isPresent();
        assertThat(api.find("gone", TaskSummary[].class)).isEmpty();
        assertThatThrownBy(() -> api.find("broken", TaskSummary[].class))
                .hasMessageContaining("results-service answered 500");
    }

    @Test
    void never_sends_its_token_to_another_host() {
        answers("/away", 200, TASK.formatted(1), "<http://elsewhere.example/two>; rel=\"next\"");

        ResultsApi.Page<TaskSummary[]> first = api.page("away", TaskSummary[].class);

        assertThatThrownBy(() -> api.page(first.next(), TaskSummary[].class))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("is not this version's results-service");
    }

    @Test
    void refuses_an_address_that_is_none() {
        assertThatThrownBy(() -> ResultsApi.connect(ClientSettings.of(Map.of("RESULTS_URL", "file:///etc/passwd"))))
                .hasMessageContaining("RESULTS_URL is no address");
        assertThatThrownBy(() -> ResultsApi.connect(ClientSettings.of(Map.of())))
                .hasMessageContaining("RESULTS_URL is not set");
    }

    private void assertSays(String path, String words, int exitCode) {
        assertThatThrownBy(() -> api.get(path, TaskSummary[].class))
                .isInstanceOfSatisfying(CliException.class, problem -> {
                    assertThat(problem).hasMessageContaining(words);
                    assertThat(problem.exitCode()).isEqualTo(exitCode);
                });
    }

    private void answers(String path, int status, String body, String link) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            if (link != null) {
                exchange.getResponseHeaders().set("Link", link);
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
