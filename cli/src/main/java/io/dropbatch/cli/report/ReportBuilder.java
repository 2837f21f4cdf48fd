package io.dropbatch.cli.report;

import io.dropbatch.cli.report.SystemReport.BusEntity;
import io.dropbatch.cli.report.SystemReport.Drops;
import io.dropbatch.cli.report.SystemReport.HandledMessages;
import io.dropbatch.cli.report.SystemReport.Jobs;
import io.dropbatch.cli.report.SystemReport.Outcomes;
import io.dropbatch.cli.report.SystemReport.Pool;
import io.dropbatch.cli.report.SystemReport.Program;
import io.dropbatch.cli.report.SystemReport.Quantiles;
import io.dropbatch.cli.report.SystemReport.ServiceLevel;
import io.dropbatch.cli.report.SystemReport.Tasks;
import io.dropbatch.cli.report.SystemReport.VerifiedOutputs;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums up the metrics of the services. */
public final class ReportBuilder {

    private static final double MILLIS = 1000.0;

    private final Map<String, ScrapedMetrics> services = new TreeMap<>();

    /**
     * Adds what a service counts.
     *
     * @param page in Prometheus's text format
     */
    public void add(String service, String page) {
        services.put(service, ScrapedMetrics.parse(page));
    }

    /** The version of the build that a service runs; null when it does not say. */
    public @Nullable String version(String service) {
        return build(service, "version");
    }

    /** The revision of its sources; null when it does not say. */
    public @Nullable String revision(String service) {
        return build(service, "revision");
    }

    private @Nullable String build(String service, String label) {
        String value = of(service).build(label);
        return value.isEmpty() ? null : value;
    }

    public SystemReport report(List<Program> programs) {
        return new SystemReport(
                programs,
                part("submission", ReportBuilder::drops),
                part("results", ReportBuilder::outcomes),
                part("results", ReportBuilder::verified),
                part("scheduler", ReportBuilder::jobs),
                part("monitor", ReportBuilder::tasks),
                part("scheduler", ReportBuilder::pools),
                part("monitor", ReportBuilder::bus),
                Stream.of(
                                level("drop-to-job", "scheduler", "dropbatch_drop_to_job_seconds"),
                                level("task-end-to-event", "monitor", "dropbatch_task_end_to_event_seconds"),
                                level("job-end-to-ready", "results", "dropbatch_job_end_to_ready_seconds"))
                        .toList(),
                messages(),
                requests(),
                ofAll("sweep", "dropbatch_sweep_recoveries_total"));
    }

    private <T> @Nullable T part(String service, Function<ScrapedMetrics, T> section) {
        ScrapedMetrics metrics = services.get(service);
        return metrics == null ? null : section.apply(metrics);
    }

    private ScrapedMetrics of(String service) {
        return services.getOrDefault(service, ScrapedMetrics.NONE);
    }

    private static Drops drops(ScrapedMetrics metrics) {
        String drops = "dropbatch_drops_total";
        return new Drops(
                metrics.count(drops, "outcome", "accepted"),
                metrics.count(drops, "outcome", "rejected"),
                metrics.countBy("code", drops, sample -> sample.has("outcome", "rejected")),
                metrics.countBy("reason", "dropbatch_drops_waiting"));
    }

    private static Outcomes outcomes(ScrapedMetrics metrics) {
        String outcomes = "dropbatch_outcomes_total";
        return new Outcomes(
                metrics.count(outcomes, "outcome", "ready"),
                metrics.count(outcomes, "outcome", "partial"),
                metrics.count(outcomes, "outcome", "failed"),
                metrics.countBy("code", outcomes, sample -> sample.has("outcome", "failed")),
                metrics.count("dropbatch_drops_open"),
                seconds(metrics.gauge("dropbatch_drops_oldest_open_seconds")));
    }

    private static VerifiedOutputs verified(ScrapedMetrics metrics) {
        return new VerifiedOutputs(
                metrics.count("dropbatch_outputs_total"),
                metrics.count("dropbatch_output_bytes_total"),
                metrics.countBy("code", "dropbatch_verification_failures_total"));
    }

    private static Jobs jobs(ScrapedMetrics metrics) {
        OptionalDouble limit = metrics.gauge("dropbatch_active_jobs_limit");
        return new Jobs(
                metrics.countBy("state", "dropbatch_jobs"),
                metrics.countBy("reason", "dropbatch_jobs_waiting"),
                seconds(metrics.gauge("dropbatch_jobs_oldest_waiting_seconds")),
                metrics.count("dropbatch_active_jobs"),
                limit.isEmpty() ? null : Long.valueOf(Math.round(limit.getAsDouble())),
                quantiles(metrics, "dropbatch_job_queue_wait_seconds"));
    }

    private static Tasks tasks(ScrapedMetrics metrics) {
        String completed = "dropbatch_tasks_completed_total";
        return new Tasks(
                metrics.count("dropbatch_tasks_open"),
                metrics.count(completed, "outcome", "succeeded"),
                metrics.count(completed, "outcome", "failed"),
                metrics.countBy("code", completed, sample -> sample.has("outcome", "failed")),
                metrics.count("dropbatch_task_retries_total"),
                metrics.count("dropbatch_tasks_preempted_total"));
    }

    private static List<Pool> pools(ScrapedMetrics metrics) {
        return metrics.valuesOf("pool", "dropbatch_pool_nodes").stream()
                .map(pool -> pool(metrics, pool))
                .toList();
    }

    private static Pool pool(ScrapedMetrics metrics, String pool) {
        Map<String, Map<String, Long>> nodes = new TreeMap<>();
        for (String kind : metrics.valuesOf("kind", "dropbatch_pool_nodes")) {
            nodes.put(
                    kind,
                    metrics.countBy(
                            "state",
                            "dropbatch_pool_nodes",
                            sample -> sample.has("pool", pool) && sample.has("kind", kind)));
        }
        return new Pool(
                pool,
                metrics.count("dropbatch_pool_slots", "pool", pool),
                nodes,
                metrics.countBy("use", "dropbatch_pool_node_seconds_total", sample -> sample.has("pool", pool)));
    }

    private static List<BusEntity> bus(ScrapedMetrics metrics) {
        return metrics.valuesOf("entity", "dropbatch_bus_messages").stream()
                .map(entity -> entity(metrics, entity))
                .toList();
    }

    private static BusEntity entity(ScrapedMetrics metrics, String entity) {
        Map<String, Double> states = new TreeMap<>();
        metrics.samples("dropbatch_bus_messages")
                .filter(sample -> sample.has("entity", entity) && !Double.isNaN(sample.value()))
                .forEach(sample -> states.put(sample.labels().getOrDefault("state", ""), sample.value()));
        Double scheduled = states.get("scheduled");
        return new BusEntity(
                entity,
                Math.round(states.getOrDefault("active", 0.0)),
                scheduled == null ? null : Long.valueOf(Math.round(scheduled)),
                Math.round(states.getOrDefault("dead-letter", 0.0)),
                seconds(metrics.gauge("dropbatch_bus_oldest_message_seconds", "entity", entity)));
    }

    private ServiceLevel level(String name, String service, String histogram) {
        ScrapedMetrics metrics = of(service);
        SortedMap<Double, Double> buckets = metrics.buckets(histogram);
        OptionalDouble objective = metrics.gauge("dropbatch_objective_seconds", "objective", name);
        return new ServiceLevel(
                name,
                seconds(objective),
                metrics.count(histogram + "_count"),
                seconds(BucketQuantile.of(0.5, buckets)),
                seconds(BucketQuantile.of(0.95, buckets)),
                seconds(BucketQuantile.of(0.99, buckets)),
                objective.isEmpty() ? null : seconds(BucketQuantile.shareUpTo(objective.getAsDouble(), buckets)));
    }

    private static Quantiles quantiles(ScrapedMetrics metrics, String histogram) {
        SortedMap<Double, Double> buckets = metrics.buckets(histogram);
        return new Quantiles(
                metrics.count(histogram + "_count"),
                seconds(BucketQuantile.of(0.5, buckets)),
                seconds(BucketQuantile.of(0.95, buckets)));
    }

    private HandledMessages messages() {
        return new HandledMessages(
                ofAll("outcome", "dropbatch_messages_seconds_count"),
                ofAll("dropbatch_messages_redelivered_total"),
                ofAll("dropbatch_message_retries_total"),
                ofAll("kind", "dropbatch_events_absorbed_total"));
    }

    /** By client and answer. */
    private Map<String, Map<String, Long>> requests() {
        String requests = "dropbatch_client_requests_seconds_count";
        SortedMap<String, Map<String, Long>> all = new TreeMap<>();
        services.values().stream()
                .flatMap(metrics -> metrics.valuesOf("client", requests).stream())
                .distinct()
                .forEach(client -> all.put(client, ofAll("answer", requests, sample -> sample.has("client", client))));
        return all;
    }

    private long ofAll(String metric) {
        return services.values().stream()
                .mapToLong(metrics -> metrics.count(metric))
                .sum();
    }

    private Map<String, Long> ofAll(String label, String metric) {
        return ofAll(label, metric, sample -> true);
    }

    private Map<String, Long> ofAll(String label, String metric, Predicate<MetricSample> wanted) {
        SortedMap<String, Long> all = new TreeMap<>();
        services.values()
                .forEach(metrics -> metrics.countBy(label, metric, wanted)
                        .forEach((value, count) -> all.merge(value, count, Long::sum)));
        return all;
    }

    /** To the millisecond. */
    private static @Nullable Double seconds(OptionalDouble value) {
        return value.isEmpty() ? null : Double.valueOf(Math.round(value.getAsDouble() * MILLIS) / MILLIS);
    }
}
