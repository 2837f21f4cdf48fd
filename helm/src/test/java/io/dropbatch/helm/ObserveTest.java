package io.dropbatch.helm;

import static io.dropbatch.helm.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What the chart gives the Prometheus and the Grafana of a cluster. */
class ObserveTest {

    private static final Path RULES = Path.of("..", "deploy/prometheus/rules.yml");
    private static final Path DASHBOARDS = Path.of("..", "deploy/grafana");

    @Test
    void installs_none_of_it_unless_it_is_asked_to() {
        Rendered chart = Rendered.from(Rendered.onAzure());

        assertThat(chart.names("PrometheusRule")).isEmpty();
        assertThat(chart.names("ServiceMonitor")).isEmpty();
        assertThat(chart.names("ConfigMap")).hasSize(4);
    }

    @Test
    void has_the_rules_of_the_project_with_the_addresses_of_the_cluster_in_their_links() throws IOException {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("observe.rules.enabled", true)
                .set("observe.rules.labels.release", "prometheus")
                .set("observe.rules.dashboardUrl", "https://grafana.acme.example/")
                .set("observe.rules.runbookUrl", "https://wiki.acme.example/runbooks"));

        Map<String, Object> rules = chart.object("PrometheusRule", "acme-rules");
        assertThat(Rendered.map(at(rules, "metadata", "labels"))).containsEntry("release", "prometheus");
        String expected = Files.readString(RULES)
                .replace("dashboard_url: /d/", "dashboard_url: https://grafana.acme.example/d/")
                .replace("runbook_url: docs/runbooks/", "runbook_url: https://wiki.acme.example/runbooks/");
        assertThat(rules.get("spec")).isEqualTo(new Yaml().load(expected));
    }

    @Test
    void keeps_the_rules_as_they_are_without_addresses() throws IOException {
        Rendered chart = Rendered.from(Rendered.onAzure().set("observe.rules.enabled", true));

        assertThat(chart.object("PrometheusRule", "acme-rules").get("spec"))
                .isEqualTo(new Yaml().load(Files.readString(RULES)));
    }

    @Test
    void has_a_config_map_for_each_dashboard_of_the_project() {
        Rendered chart = Rendered.from(Rendered.onAzure().set("observe.dashboards.enabled", true));

        for (Path dashboard : dashboards()) {
            String file = dashboard.getFileName().toString();
            Map<String, Object> map = chart.object("ConfigMap", "acme-" + file.replace(".json", ""));
            assertThat(Rendered.map(at(map, "metadata", "labels"))).containsEntry("grafana_dashboard", "1");
            assertThat(at(map, "metadata", "annotations")).isEqualTo(Map.of("grafana_folder", "Dropbatch"));
            assertThat(Rendered.map(map.get("data"))).containsOnlyKeys(file);
            // JSON is YAML; compared as a tree, since the end of the last line is not part of it.
            Object shown =
                    new Yaml().load((String) Rendered.map(map.get("data")).get(file));
            assertThat(shown).isEqualTo(new Yaml().load(text(dashboard)));
        }
        assertThat(chart.names("ConfigMap")).hasSize(4 + dashboards().size());
    }

    @Test
    void lets_the_operator_scrape_all_four_services_under_the_name_that_the_rules_know() {
        Rendered chart = Rendered.from(Rendered.onAzure()
                .set("observe.serviceMonitor.enabled", true)
                .set("observe.serviceMonitor.interval", "15s"));

        Map<String, Object> monitor = chart.object("ServiceMonitor", "acme-services");
        assertThat(at(monitor, "spec", "endpoints"))
                .isEqualTo(List.of(Map.of("port", "management", "path", "/actuator/prometheus", "interval", "15s")));
        for (String name : List.of("acme-submission", "acme-scheduler", "acme-monitor", "acme-results")) {
            Map<String, Object> labels = Rendered.map(at(chart.object("Service", name), "metadata", "labels"));
            assertThat(labels).containsAllEntriesOf(stringMap(at(monitor, "spec", "selector", "matchLabels")));
            assertThat(labels.get((String) at(monitor, "spec", "jobLabel"))).isEqualTo("dropbatch");
            assertThat(Rendered.map(at(chart.pod(name), "metadata", "annotations")))
                    .as("what would have it scraped a second time")
                    .containsEntry("prometheus.io/scrape", "false");
        }
    }

    @Test
    void carries_its_files_into_the_package(@TempDir Path folder) throws IOException {
        new Helm(Rendered.CHART).packageIt().withDestination(folder).call();
        Path archive;
        try (Stream<Path> files = Files.list(folder)) {
            archive = files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
        }
        TemplateCommand command = Rendered.onAzure(new Helm(archive)
                        .template()
                        .withName("acme")
                        .withNamespace("work")
                        .withKubeVersion("1.30.0"))
                .set("observe.rules.enabled", true)
                .set("observe.dashboards.enabled", true);

        Rendered chart = Rendered.from(command);

        assertThat(chart.object("PrometheusRule", "acme-rules").get("spec"))
                .isEqualTo(new Yaml().load(Files.readString(RULES)));
        assertThat(chart.names("ConfigMap")).hasSize(4 + dashboards().size());
    }

    @ParameterizedTest
    @CsvSource({
        "observe.rules.labels.release, 1, release",
        "observe.rules.runbookUrl, docs, runbookUrl",
        "observe.serviceMonitor.interval, soon, interval",
        "observe.alerts.enabled, true, alerts",
    })
    void refuses_a_value_that_it_does_not_know(String path, String value, String named) {
        TemplateCommand command = Rendered.onAzure().set(path, value);

        assertThatThrownBy(command::call).hasMessageContaining(named);
    }

    private static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> stringMap(Object tree) {
        return Rendered.map(tree);
    }
}
