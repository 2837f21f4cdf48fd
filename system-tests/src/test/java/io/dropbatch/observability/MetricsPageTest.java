package io.dropbatch.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.ServiceMetrics;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code docs/metrics.md} says what the services expose while they handle drops that succeed, fail and are rejected. With
 * {@code -Dmetrics.page.write=true} the page is written instead.
 */
@ExtendWith(SystemExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsPageTest {

    private static final boolean WRITES = Boolean.getBoolean("metrics.page.write");
    private static final List<String> SERVICES = List.of("submission", "scheduler", "monitor", "results");
    private static final Set<String> UNBOUNDED =
            Set.of("job", "task", "drop", "submission", "node", "file", "message", "blob", "event", "id");
    private static final int MOST_SERIES = 200;

    /** Where the metrics come from that are not Dropbatch's own, by the first word of their names. */
    private static final Map<String, String> OTHERS = Map.of(
            "jvm", "the Java virtual machine: memory, garbage collection, threads, classes",
            "process", "the process: processor time, start, open files",
            "system", "the machine: processors and their load",
            "http", "requests that a service was sent",
            "tomcat", "the service's HTTP server",
            "logback", "lines of the log by level",
            "executor", "thread pools of the service",
            "disk", "the disk",
            "application", "how long the service took to start",
            "spring", "Spring Integration's channels");

    private final MetricsScrape scrape = new MetricsScrape();
    private final Path project = Path.of("..").toAbsolutePath().normalize();
    private JsonNode report = ModelJson.mapper().createObjectNode();
    private MetricsPage page;

    @BeforeAll
    void drop_what_succeeds_what_fails_and_what_is_rejected(RunningSystem system) throws IOException {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.publish("measured", workload("measured", "echo 'no such curve' >&2; exit 3"));
        system.publish("empty-handed", workload("empty-handed", "echo > wrong-name.txt"));
        CompletedDrop good = system.drop("counting").marker();
        CompletedDrop failing = system.drop("measured").marker();
        CompletedDrop unsound = system.drop("empty-handed").marker();
        CompletedDrop unknown = system.drop("nobody-wrote-it").marker();
        good.ready();
        failing.failed();
        unsound.failed();
        unknown.rejected();
        good.status(DropStatus.State.READY);
        system.awaitQuiet();
        awaitMetric(system, "MONITOR_URL", "dropbatch_bus_messages{");
        awaitMetric(system, "SCHEDULER_URL", "dropbatch_pool_nodes{");
        for (String service : SERVICES) {
            scrape.add(service + "-service", ServiceMetrics.page(system, service.toUpperCase(Locale.ROOT) + "_URL"));
        }
        report = ModelJson.mapper()
                .readTree(system.dropbatch("status", "--json").andWell().said());
        page = MetricsPage.read(project.resolve("docs/metrics.md"));
    }

    private static void awaitMetric(RunningSystem system, String service, String metric) {
        await(metric)
                .atMost(RunningSystem.LIMIT)
                .until(() -> ServiceMetrics.page(system, service).contains(metric));
    }

    @Test
    void the_page_says_what_is_exposed() {
        Collection<MetricFamily> families = known();
        MetricsPage wanted =
                page.with(families, MetricUses.read(project.resolve("deploy"))).withOthers(others());
        if (WRITES) {
            wanted.write();
            return;
        }

        assertThat(page.text())
                .as("docs/metrics.md; write it by -Dmetrics.page.write=true")
                .isEqualTo(wanted.text());
    }

    @Test
    void every_meter_in_the_sources_is_on_the_page() {
        SortedSet<String> missing = MeterSources.read(project);
        missing.removeIf(meter -> known().stream().anyMatch(family -> MeterSources.isOf(meter, family.name())));

        assertThat(missing).isEmpty();
    }

    @Test
    void every_metric_says_what_it_means() {
        assertThat(ours()).filteredOn(family -> family.meaning().isEmpty()).isEmpty();
    }

    @Test
    void no_label_names_what_there_is_without_bound() {
        assertThat(ours())
                .filteredOn(family -> family.labels().stream().anyMatch(UNBOUNDED::contains))
                .isEmpty();
    }

    @Test
    void no_metric_has_more_than_two_hundred_series_of_a_workload() {
        assertThat(scrape.seriesByMetric().values()).allMatch(series -> series <= MOST_SERIES);
    }

    @Test
    void every_other_metric_is_of_a_library_that_the_page_names() {
        assertThat(scrape.families())
                .filteredOn(family -> !MetricsScrape.isOurs(family.name()))
                .allMatch(family -> OTHERS.containsKey(prefix(family)));
    }

    @Test
    void the_page_explains_every_field_of_the_status_command() {
        List<String> fields = new ArrayList<>();
        collect(report, "", fields);

        assertThat(fields).contains("drops.accepted", "serviceLevels[].p95", "bus[].deadLetters");
        assertThat(fields).allMatch(field -> page.text().contains("| `" + field + "` |"));
        assertThat(report.at("/outcomes/ready").asLong()).isPositive();
        assertThat(report.at("/drops/rejectedByCode/invalid-workload").asLong()).isPositive();
    }

    /** What was scraped now, and what the page knows of meters that only show with rarer events. */
    private Collection<MetricFamily> known() {
        SortedMap<String, MetricFamily> known = new TreeMap<>();
        SortedSet<String> sources = MeterSources.read(project);
        page.families().forEach((name, family) -> {
            if (sources.stream().anyMatch(meter -> MeterSources.isOf(meter, name))) {
                known.put(name, family);
            }
        });
        ours().forEach(family -> known.merge(family.name(), family, MetricsPageTest::newer));
        return known.values();
    }

    /** A label or a service may show with rarer events only. */
    private static MetricFamily newer(MetricFamily written, MetricFamily scraped) {
        return scraped.and(written);
    }

    private Collection<MetricFamily> ours() {
        return MetricsScrape.ours(scrape.families());
    }

    private Map<String, String> others() {
        SortedSet<String> prefixes = new TreeSet<>();
        scrape.families().stream()
                .filter(family -> !MetricsScrape.isOurs(family.name()))
                .forEach(family -> prefixes.add(prefix(family)));
        Map<String, String> others = new LinkedHashMap<>();
        prefixes.forEach(prefix -> others.put(prefix, OTHERS.getOrDefault(prefix, "")));
        return others;
    }

    private static String prefix(MetricFamily family) {
        return family.name().replaceFirst("_.*", "");
    }

    /** The paths of all fields; below a map, whose keys are values, there are none. */
    private static void collect(JsonNode node, String path, List<String> fields) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path + "[]", fields));
            return;
        }
        if (!node.isObject() || MAPS.contains(path)) {
            fields.add(path);
            return;
        }
        node.fields()
                .forEachRemaining(field -> collect(
                        field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), fields));
    }

    private static final Set<String> MAPS = Set.of(
            "drops.rejectedByCode",
            "drops.waiting",
            "outcomes.failedByCode",
            "results.verificationFailures",
            "jobs.byState",
            "jobs.waiting",
            "tasks.failedByCode",
            "pools[].nodes",
            "pools[].nodeSeconds",
            "messages.byOutcome",
            "messages.absorbed",
            "requests",
            "recoveries");

    private static String workload(String name, String command) {
        return """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: { repeat: 1 }
                  command: %s
                  outputs: ["out.txt"]
                  timeout: 1m
                  retries: 1
                pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
                """.formatted(name, command);
    }
}
