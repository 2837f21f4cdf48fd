package io.dropbatch.cli.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.cli.supervision.SystemProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservingProgramsTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DEPLOYED = PROJECT.resolve("deploy");

    @TempDir
    Path folder;

    private Path installed;
    private Path fetched;

    @BeforeEach
    void makeFolders() throws IOException {
        installed = Files.createDirectory(folder.resolve("bin"));
        fetched = Files.createDirectory(folder.resolve("fetched"));
    }

    @Test
    void starts_nothing_and_traces_nothing_where_nothing_is_installed() {
        ObservingPrograms programs = programs();

        assertThat(programs.programs(services())).isEmpty();
        assertThat(programs.tracingSettings()).isEmpty();
    }

    @Test
    void lets_prometheus_scrape_the_services_at_their_actual_addresses_on_loopback() throws IOException {
        install("prometheus");

        SystemProgram prometheus = programs().programs(services()).getFirst();

        assertThat(prometheus.url()).isEqualTo("http://127.0.0.1:19090");
        assertThat(prometheus.words())
                .contains("--web.listen-address=127.0.0.1:19090", "--enable-feature=exemplar-storage")
                .contains("--config.file=" + folder.resolve("observe/prometheus/prometheus.yml"));
        assertThat(folder.resolve("observe/prometheus/prometheus.yml"))
                .hasSameTextualContentAs(DEPLOYED.resolve("prometheus/prometheus.yml"));
        assertThat(folder.resolve("observe/prometheus/rules.yml"))
                .hasSameTextualContentAs(DEPLOYED.resolve("prometheus/rules.yml"));
        assertThat(folder.resolve("observe/prometheus/targets.yml")).hasContent("""
                - targets: ["127.0.0.1:40001"]
                  labels: { namespace: local, service: submission }
                - targets: ["127.0.0.1:8084"]
                  labels: { namespace: local, service: results }
                """);
    }

    @Test
    void sends_each_trace_to_zipkin_if_it_was_fetched() throws IOException {
        Path jar = Files.createFile(fetched.resolve("zipkin-server-3.5.1-exec.jar"));
        Files.createFile(fetched.resolve("fetch.log"));
        ObservingPrograms programs = programs();

        List<SystemProgram> started = programs.programs(services());

        assertThat(programs.tracingSettings())
                .containsEntry("DROPBATCH_TRACING_EXPORTER", "zipkin")
                .containsEntry("DROPBATCH_TRACING_ENDPOINT", "http://127.0.0.1:19411/api/v2/spans");
        assertThat(started).singleElement().satisfies(zipkin -> {
            assertThat(zipkin.name()).isEqualTo("zipkin");
            assertThat(zipkin.words())
                    .containsSubsequence(
                            "-jar", jar.toString(), "--armeria.ports[0].ip=127.0.0.1", "--armeria.ports[0].port=19411");
        });
    }

    @Test
    void provisions_grafana_from_the_project_and_lets_it_find_the_others() throws IOException {
        install("prometheus");
        install("grafana-server");

        SystemProgram grafana = programs().programs(services()).getLast();

        assertThat(grafana.words())
                .startsWith(installed.resolve("grafana-server").toString());
        assertThat(grafana.environment())
                .containsEntry("GF_SERVER_HTTP_ADDR", "127.0.0.1")
                .containsEntry("GF_SERVER_HTTP_PORT", "13000")
                .containsEntry(
                        "GF_PATHS_PROVISIONING",
                        DEPLOYED.resolve("grafana/provisioning").toString())
                .containsEntry(
                        "DROPBATCH_DASHBOARDS", DEPLOYED.resolve("grafana").toString())
                .containsEntry("DROPBATCH_PROMETHEUS", "http://127.0.0.1:19090")
                .containsEntry("DROPBATCH_ZIPKIN", "http://127.0.0.1:9411");
    }

    @Test
    void prefers_the_one_program_that_current_versions_of_grafana_have() throws IOException {
        install("grafana-server");
        install("grafana");

        SystemProgram grafana = programs().programs(services()).getFirst();

        assertThat(grafana.words()).startsWith(installed.resolve("grafana").toString(), "server");
    }

    @Test
    void says_where_each_is_or_how_to_get_it() {
        assertThat(ObservingPrograms.directions(Map.of("PROMETHEUS_URL", "http://127.0.0.1:9090")))
                .containsExactly(
                        "metrics    http://127.0.0.1:9090   alerts are at /alerts",
                        "traces     zipkin is not installed: Maven Central did not answer; try again, or docker compose -f"
                                + " deploy/observe/compose.yaml up zipkin",
                        "dashboards grafana is not installed: https://grafana.com/grafana/download, or docker compose -f"
                                + " deploy/observe/compose.yaml up grafana");
    }

    @Test
    void runs_the_same_zipkin_as_the_compose_file() throws IOException {
        assertThat(found(PROJECT.resolve("dropbatch"), "(?m)^zipkin_version=(.+)$"))
                .isEqualTo(found(DEPLOYED.resolve("observe/compose.yaml"), "openzipkin/zipkin:(.+)"));
    }

    private ObservingPrograms programs() {
        InstalledTools tools = new InstalledTools(List.of(installed), fetched);
        return new ObservingPrograms(DEPLOYED, folder.resolve("observe"), tools, (name, usual) -> usual + 10_000);
    }

    private static Map<String, String> services() {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("submission", "http://127.0.0.1:40001");
        services.put("results", "http://127.0.0.1:8084");
        return services;
    }

    private void install(String name) throws IOException {
        Path program = Files.createFile(installed.resolve(name));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static String found(Path file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
        return matcher.group(1);
    }
}
