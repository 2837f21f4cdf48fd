package io.dropbatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel of every dashboard, asked of a real Prometheus that read the running system while it worked. The answers
 * stay in {@code target/dashboards} for the preview.
 */
@ExtendWith(SystemExtension.class)
class DashboardsTest {

    private static final Path DASHBOARDS = Path.of("../deploy/grafana");
    private static final Path ANSWERS = Path.of("target/dashboards");
    private static final String RATE_INTERVAL = "15s";
    private static final Duration STEP = Duration.ofSeconds(2);

    /**
     * Readings of each service after the work. What it counted last shows as an increase between two of them, and the
     * last moment that is asked for lies up to a step before the end.
     */
    private static final int ENOUGH = 5;

    /** More than one only gives the preview more to draw. */
    private static final int ROUNDS = Integer.getInteger("dashboards.rounds", 1);

    @TempDir
    private static Path folder;

    private static final Map<DashboardQuery, JsonNode> answers = new LinkedHashMap<>();
    private static Set<String> known;

    @BeforeAll
    static void watch_drops_and_ask_for_every_panel(RunningSystem system) throws IOException {
        // Before any of the tests, each of which says so too.
        NeededTools.require("prometheus");
        List<String> services = Stream.of("SUBMISSION_URL", "SCHEDULER_URL", "MONITOR_URL", "RESULTS_URL")
                .map(system::address)
                .toList();
        try (PrometheusServer prometheus = PrometheusServer.start(folder.resolve("prometheus"), services)) {
            Instant from = Instant.now();
            for (int round = 1; round <= ROUNDS; round++) {
                new ObservedDrops(system, folder.resolve("release-" + round)).drop();
            }
            prometheus.awaitReadings(ENOUGH);
            Instant to = Instant.now();
            known = prometheus.metricNames();
            for (DashboardQuery query : DashboardQuery.in(DASHBOARDS)) {
                answers.put(query, ask(prometheus, query, from, to));
            }
            keep(from, to);
        }
    }

    private static JsonNode ask(PrometheusServer prometheus, DashboardQuery query, Instant from, Instant to) {
        String range = Duration.between(from, to).toSeconds() + "s";
        String expression = query.over(RATE_INTERVAL, range);
        return query.instant() ? prometheus.query(expression, to) : prometheus.queryRange(expression, from, to, STEP);
    }

    /** One file for each dashboard: the answer to each query by panel and letter. */
    private static void keep(Instant from, Instant to) throws IOException {
        Map<String, ObjectNode> files = new TreeMap<>();
        answers.forEach((query, answer) -> {
            ObjectNode file = files.computeIfAbsent(
                    query.dashboard(), name -> ModelJson.mapper().createObjectNode());
            file.put("from", from.getEpochSecond())
                    .put("to", to.getEpochSecond())
                    .put("step", STEP.toSeconds());
            file.withObject("/panels/" + query.panel()).set(query.target(), answer.path("data"));
        });
        Files.createDirectories(ANSWERS);
        for (Map.Entry<String, ObjectNode> file : files.entrySet()) {
            Files.write(
                    ANSWERS.resolve(file.getKey() + ".json"), ModelJson.mapper().writeValueAsBytes(file.getValue()));
        }
    }

    @Test
    @NeedsTool("prometheus")
    void prometheus_understands_every_query() {
        assertThat(answers.entrySet().stream()
                        .filter(answer ->
                                !answer.getValue().path("status").asText().equals("success"))
                        .map(answer -> answer.getKey().name() + ": "
                                + answer.getValue().path("error").asText()))
                .isEmpty();
    }

    @Test
    @NeedsTool("prometheus")
    void the_system_has_every_metric_that_a_panel_asks_for() throws IOException {
        Set<String> excepted = exceptions().keySet();

        assertThat(answers.keySet().stream()
                        .filter(query -> !excepted.contains(query.name()))
                        .flatMap(query -> query.metrics().stream()
                                .filter(metric -> !known.contains(metric))
                                .map(metric -> query.name() + " asks for " + metric)))
                .isEmpty();
    }

    @Test
    @NeedsTool("prometheus")
    void every_metric_of_the_services_is_on_a_panel() {
        Set<String> shown = answers.keySet().stream()
                .flatMap(query -> query.metrics().stream())
                .map(DashboardsTest::family)
                .collect(Collectors.toSet());

        assertThat(known)
                .filteredOn(metric -> metric.startsWith("dropbatch_"))
                .map(DashboardsTest::family)
                .isSubsetOf(shown);
    }

    /** The metric that a series belongs to. */
    private static String family(String series) {
        return series.replaceFirst("_(total|count|sum|bucket|max)$", "");
    }

    @Test
    @NeedsTool("prometheus")
    void no_query_of_any_panel_is_without_an_answer() throws IOException {
        Map<String, String> reasons = exceptions();
        List<String> empty = new ArrayList<>();
        answers.forEach((query, answer) -> {
            if (answer.at("/data/result").isEmpty()) {
                empty.add(query.name());
            }
        });

        assertThat(empty).isSubsetOf(reasons.keySet());
        assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
    }

    private static Map<String, String> exceptions() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (var list = DashboardsTest.class.getResourceAsStream("/dashboards/empty.json")) {
            ModelJson.mapper()
                    .readTree(list)
                    .fields()
                    .forEachRemaining(entry ->
                            reasons.put(entry.getKey(), entry.getValue().asText()));
        }
        return reasons;
    }
}
