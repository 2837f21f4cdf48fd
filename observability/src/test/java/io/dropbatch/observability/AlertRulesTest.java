package io.dropbatch.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.testtools.NeedsTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Alerts are what promtool accepts, fire when they should, and lead to a run book and a panel that exist. */
class AlertRulesTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PROMETHEUS = PROJECT.resolve("deploy/prometheus");
    private static final Path DASHBOARDS = PROJECT.resolve("deploy/grafana");
    private static final Path BOOKS = PROJECT.resolve("docs/runbooks");
    private static final Path METRICS = PROJECT.resolve("docs/metrics.md");
    private static final Pattern METRIC = Pattern.compile("\\bdropbatch_[a-z0-9_]+");
    private static final Pattern QUERY = Pattern.compile("promtool query instant \\S+ '([^']+)'");
    private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)(?:\\?(.*))?");
    private static final Pattern VARIABLE = Pattern.compile("var-([a-z]+)=");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /**
     * An alert of the rules.
     *
     * @param rule as Prometheus reads it
     */
    record AlertRule(String name, JsonNode rule) {

        String annotation(String key) {
            return rule.path("annotations").path(key).asText();
        }

        String link(int group) {
            var matcher = LINK.matcher(annotation("dashboard_url"));
            assertThat(matcher.matches()).as(annotation("dashboard_url")).isTrue();
            String found = matcher.group(group);
            return found == null ? "" : found;
        }

        @Override
        public String toString() {
            return name + " (" + rule.path("labels").path("severity").asText() + ")";
        }
    }

    @Test
    @NeedsTool("promtool")
    void promtool_accepts_the_configuration_and_its_rules() {
        promtool("check", "config", PROMETHEUS.resolve("prometheus.yml").toString());
    }

    @Test
    @NeedsTool("promtool")
    void alerts_fire_and_stay_silent_as_their_cases_say() {
        promtool("test", "rules", PROMETHEUS.resolve("rules_test.yml").toString());
    }

    @Test
    @NeedsTool("promtool")
    void drills_have_the_same_rules_with_short_windows() throws IOException {
        Path quick = folder.resolve("quick.yml");
        run(new ProcessBuilder(PROJECT.resolve("deploy/observe/quick-rules.sh").toString())
                .redirectInput(PROMETHEUS.resolve("rules.yml").toFile())
                .redirectOutput(quick.toFile()));

        promtool("check", "rules", quick.toString());
        List<JsonNode> rules = rules(quick);
        assertThat(rules).hasSameSizeAs(rules(PROMETHEUS.resolve("rules.yml")));
        assertThat(Files.readString(quick, UTF_8))
                .doesNotContainPattern("(?m)for: [0-9]+m|\\[[0-9]+[mh]\\]|offset [0-9]+m");
    }

    @Test
    @NeedsTool("promtool")
    void promtool_accepts_the_queries_of_the_run_books() throws IOException {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ObjectNode group = file.putArray("groups").addObject().put("name", "queries");
        var rules = group.putArray("rules");
        queries()
                .forEach(query ->
                        rules.addObject().put("record", "query:" + rules.size()).put("expr", query));
        assertThat(rules).hasSizeGreaterThan(20);
        Path written = folder.resolve("queries.yml");
        // JSON is YAML.
        JSON.writeValue(written.toFile(), file);

        promtool("check", "rules", written.toString());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void says_all_that_somebody_needs_who_is_called(AlertRule alert) {
        assertThat(alert.rule().path("for").asText()).matches("[0-9]+m");
        assertThat(alert.rule().path("labels").path("severity").asText()).isIn("critical", "warning");
        for (String key : List.of("summary", "description", "panel", "dashboard_url", "runbook_url")) {
            assertThat(alert.annotation(key)).as(key).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void has_cases_that_fire_and_cases_that_do_not(AlertRule alert) {
        List<JsonNode> cases =
                read(PROMETHEUS.resolve("rules_test.yml")).path("tests").findParents("alertname").stream()
                        .filter(test -> test.path("alertname").asText().equals(alert.name()))
                        .toList();

        assertThat(cases).anyMatch(test -> test.path("exp_alerts").isEmpty());
        assertThat(cases.stream().flatMap(test -> stream(test.path("exp_alerts"))))
                .anyMatch(fired ->
                        fired.at("/exp_labels/severity").equals(alert.rule().at("/labels/severity")));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void leads_to_a_run_book_that_says_what_to_do_and_where_to_look(AlertRule alert) throws IOException {
        assertThat(alert.annotation("runbook_url")).isEqualTo("docs/runbooks/" + alert.name() + ".md");
        String book = Files.readString(BOOKS.resolve(alert.name() + ".md"), UTF_8);
        assertThat(book)
                .startsWith("# " + alert.name() + "\n")
                .contains("## What it means\n", "## How to check\n", "## What to do\n")
                .contains("panel *" + alert.annotation("panel") + "*");
    }

    @Test
    void has_no_run_book_without_an_alert() throws IOException {
        Set<String> names = alerts().map(alert -> alert.name() + ".md").collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(BOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void leads_to_a_dashboard_that_has_the_panel_and_the_variables(AlertRule alert) throws IOException {
        Path file = DASHBOARDS.resolve(alert.link(1) + ".json");
        assertThat(file).exists();
        JsonNode dashboard = JSON.readTree(file.toFile());

        assertThat(dashboard.path("uid").asText()).isEqualTo(alert.link(1));
        assertThat(dashboard.path("panels").findValuesAsText("title")).contains(alert.annotation("panel"));
        assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
                .containsAll(VARIABLE.matcher(alert.link(2))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
        assertThat(Files.readString(BOOKS.resolve(alert.name() + ".md"), UTF_8))
                .contains("Dashboard " + dashboard.path("title").asText().replace("Dropbatch / ", "") + ",");
    }

    @Test
    void asks_only_for_metrics_that_are_documented() throws IOException {
        String documented = Files.readString(METRICS, UTF_8);
        // Its tables are written from a running system.
        assumeThat(documented).contains("| `dropbatch_");
        Stream<String> expressions = Stream.concat(
                rules(PROMETHEUS.resolve("rules.yml")).stream()
                        .map(rule -> rule.path("expr").asText()),
                queries());

        Set<String> metrics = expressions.flatMap(AlertRulesTest::metrics).collect(Collectors.toSet());

        assertThat(metrics).allSatisfy(metric -> assertThat(documented).contains("`" + metric));
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_(bucket|sum|count)$", ""));
    }

    private static Stream<String> queries() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(BOOKS)) {
            for (Path book : files.sorted().toList()) {
                texts.add(Files.readString(book, UTF_8));
            }
        }
        return texts.stream().flatMap(text -> QUERY.matcher(text).results().map(found -> found.group(1)));
    }

    static Stream<AlertRule> alerts() {
        return rules(PROMETHEUS.resolve("rules.yml")).stream()
                .filter(rule -> rule.has("alert"))
                .map(rule -> new AlertRule(rule.path("alert").asText(), rule));
    }

    private static List<JsonNode> rules(Path file) {
        return stream(read(file).path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static JsonNode read(Path file) {
        try {
            Object tree = new Yaml().load(Files.readString(file, UTF_8));
            return JSON.valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void promtool(String... arguments) {
        List<String> words = new ArrayList<>(List.of("promtool"));
        words.addAll(List.of(arguments));
        run(new ProcessBuilder(words).redirectErrorStream(true));
    }

    private static void run(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("the end of %s", builder.command())
                    .isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
