package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dropbatch up --observe}, with the Prometheus of this machine. */
class ObservedSystemTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final Pattern PROMETHEUS = Pattern.compile("PROMETHEUS_URL='([^']+)'");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    @NeedsTool({"node", "npm", "prometheus"})
    void prometheus_scrapes_all_four_services_by_the_projects_rules_until_the_system_goes_down() throws IOException {
        String url;
        try {
            String said = dropbatch("up", "--detach", "--no-fast-start", "--observe")
                    .andWell()
                    .said();
            url = found(PROMETHEUS, Files.readString(home.resolve("local.env")));

            assertThat(said).contains("  metrics    " + url, "  traces     ", "  dashboards ");
            assertThat(URI.create(url).getHost()).isEqualTo("127.0.0.1");
            assertThat(dropbatch("status").andWell().said()).containsPattern("prometheus +up .*" + Pattern.quote(url));
            await("a scrape of each service")
                    .atMost(RunningSystem.LIMIT)
                    .untilAsserted(() -> assertThat(
                                    get(url + "/api/v1/targets?state=active").at("/data/activeTargets"))
                            .hasSize(4)
                            .allSatisfy(target -> {
                                assertThat(target.path("health").asText())
                                        .as(target.path("lastError").asText())
                                        .isEqualTo("up");
                                assertThat(target.at("/labels/job").asText()).isEqualTo("dropbatch");
                            }));
            assertThat(get(url + "/api/v1/rules?type=alert").findValuesAsText("name"))
                    .containsAll(alertsOfTheProject());
        } finally {
            dropbatch("down").andWell();
        }

        assertThatThrownBy(() -> get(url + "/-/ready")).isInstanceOf(ConnectException.class);
    }

    private static List<String> alertsOfTheProject() throws IOException {
        return ALERT.matcher(Files.readString(PROJECT.resolve("deploy/prometheus/rules.yml")))
                .results()
                .map(alert -> alert.group(1))
                .toList();
    }

    private CommandRun.Ended dropbatch(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(PROJECT.resolve("dropbatch").toString()));
        words.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "DROPBATCH_NO_BUILD",
                "1",
                "DROPBATCH_HOME",
                home.toString());
        return CommandRun.run(PROJECT, environment, home.resolve("said"), START_LIMIT, words);
    }

    private JsonNode get(String url) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
