package io.dropbatch.service.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.bus.trace.SpanSink;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.metrics.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.actuate.metrics.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingAutoConfigurationTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("prices-abcdefghijklmnopqrst");
    private static final TraceStep STEP = TraceStep.scheduling(JobId.of(SUBMISSION, 1), 0);
    private static final DropSpan.Period PERIOD = new DropSpan.Period(
            Instant.parse("2026-01-02T03:04:05.000001Z"), Instant.parse("2026-01-02T03:04:06.000001Z"));
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final DropSpan SPAN = new DropSpan(
                    STEP.place(), STEP.parent(), "schedule", DropSpan.Kind.CONSUMER, PERIOD, Map.of())
            .with("workload", "prices");

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class))
            .withPropertyValues("spring.application.name=test-service");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private HttpServer collector;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            received.add(new String((packed ? new GZIPInputStream(body) : body).readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void nothing_is_made_of_it_when_it_is_off() {
        service.run(context -> {
            assertThat(context).doesNotHaveBean(SpanSink.class).doesNotHaveBean(SpanExporter.class);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("span-export");
        });
    }

    @Test
    void zipkin_gets_a_span_under_the_ids_that_were_derived() {
        exporting("zipkin").run(context -> {
            context.getBean(SpanSink.class).take(SPAN);

            JsonNode span = new ObjectMapper().readTree(awaitBody()).path(0);
            assertThat(span.path("traceId").asText()).isEqualTo(TraceParent.traceOf(SUBMISSION));
            assertThat(span.path("id").asText()).isEqualTo(STEP.place().span());
            assertThat(span.path("parentId").asText()).isEqualTo(STEP.parent().span());
            assertThat(span.path("name").asText()).isEqualTo("schedule");
            assertThat(span.path("kind").asText()).isEqualTo("CONSUMER");
            assertThat(span.path("timestamp").asLong()).isEqualTo(1767323045000001L);
            assertThat(span.path("duration").asLong()).isEqualTo(1_000_000);
            assertThat(span.path("localEndpoint").path("serviceName").asText()).isEqualTo("test-service");
            assertThat(span.path("tags").path("workload").asText()).isEqualTo("prices");
        });
    }

    @Test
    void zipkin_gets_the_root_without_a_parent_and_a_failure_by_its_code() {
        exporting("zipkin").run(context -> {
            TraceStep root = TraceStep.deciding(SUBMISSION);
            context.getBean(SpanSink.class)
                    .take(new DropSpan(root.place(), null, root.name(), DropSpan.Kind.CONSUMER, PERIOD, Map.of())
                            .with(DropSpan.ERROR, "input-missing"));

            JsonNode span = new ObjectMapper().readTree(awaitBody()).path(0);
            assertThat(span.has("parentId")).isFalse();
            assertThat(span.path("id").asText()).isEqualTo(root.place().span());
            assertThat(span.path("tags").path("error").asText()).isEqualTo("input-missing");
        });
    }

    @Test
    void a_collector_gets_OTLP_in_protobuf() {
        exporting("otlp").run(context -> {
            context.getBean(SpanSink.class).take(SPAN);

            assertThat(awaitBody()).contains("schedule", "test-service", "io.dropbatch");
        });
    }

    @Test
    void every_service_decides_by_the_trace() {
        exporting("zipkin").withPropertyValues("dropbatch.tracing.sampling=0.5").run(context -> {
            SpanSink sink = context.getBean(SpanSink.class);

            assertThat(sink.takes("00000000000000000000000000000001")).isTrue();
            assertThat(sink.takes("00000000000000007fffffffffffffff")).isFalse();
        });
    }

    /** It has left the queue then, and waits for others to go with it. */
    @Test
    void what_came_just_before_the_end_is_exported_too() {
        exporting("zipkin").run(context -> {
            context.getBean(SpanSink.class).take(SPAN);
            await().atMost(PATIENCE)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().equals("span-export")
                                    && thread.getState() == Thread.State.TIMED_WAITING));
        });

        assertThat(received).singleElement().asString().contains("schedule");
    }

    @Test
    void a_collector_that_is_away_harms_nobody_and_is_counted() {
        collector.stop(0);
        exporting("zipkin").run(context -> {
            MeterRegistry meters = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(meters);

            context.getBean(SpanSink.class).take(SPAN);

            await().atMost(PATIENCE).until(() -> count(meters, "failed") == 1);
            assertThat(count(meters, "exported")).isZero();
            assertThat(count(meters, "dropped")).isZero();
        });
    }

    @Test
    void more_spans_than_there_is_room_for_are_dropped_and_counted() {
        CountDownLatch patience = new CountDownLatch(1);
        collector.removeContext("/");
        collector.createContext("/", exchange -> {
            awaitOpening(patience);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        exporting("zipkin").run(context -> {
            MeterRegistry meters = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(meters);
            SpanSink sink = context.getBean(SpanSink.class);

            for (int i = 0; i < 20_000; i++) {
                sink.take(SPAN);
            }

            assertThat(count(meters, "dropped")).isBetween(1.0, 20_000.0 - 8192);
            patience.countDown();
        });
    }

    @Test
    void meters_of_the_service_carry_examples() {
        exporting("zipkin")
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class))
                .withBean("traces", HandlingTraces.class, TracingAutoConfigurationTest::takingAll)
                .run(context -> {
                    PrometheusMeterRegistry meters = context.getBean(PrometheusMeterRegistry.class);

                    context.getBean(HandlingTraces.class).within(STEP, () -> {
                        meters.counter("drops").increment();
                        return meters;
                    });

                    assertThat(meters.scrape(OPEN_METRICS))
                            .contains("trace_id=\"" + STEP.place().trace() + "\"");
                });
    }

    /** Prometheus 2.42 refuses a page with an exemplar elsewhere: prometheus/prometheus#11984. */
    @Test
    void only_buckets_and_counters_carry_examples() {
        exporting("zipkin")
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class))
                .withBean("traces", HandlingTraces.class, TracingAutoConfigurationTest::takingAll)
                .run(context -> {
                    PrometheusMeterRegistry meters = context.getBean(PrometheusMeterRegistry.class);
                    Timer plain = meters.timer("plain");
                    Timer bucketed = Timer.builder("bucketed")
                            .serviceLevelObjectives(Duration.ofSeconds(10))
                            .register(meters);

                    context.getBean(HandlingTraces.class).within(STEP, () -> {
                        meters.counter("drops").increment();
                        plain.record(Duration.ofSeconds(3));
                        bucketed.record(Duration.ofSeconds(3));
                        return meters;
                    });

                    byte[] page = context.getBean(PrometheusScrapeEndpoint.class)
                            .scrape(PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100, null)
                            .getBody();
                    assertThat(new String(page, UTF_8).lines().filter(line -> line.contains(" # {")))
                            .extracting(line -> line.substring(0, line.indexOf('{')))
                            .containsExactlyInAnyOrder("bucketed_seconds_bucket", "drops_total");
                });
    }

    private static HandlingTraces takingAll() {
        return new HandlingTraces(new TakesAll(), Clock.systemUTC());
    }

    private static final class TakesAll implements SpanSink {

        @Override
        public boolean takes(String trace) {
            return true;
        }

        @Override
        public void take(DropSpan span) {}
    }

    @Test
    void an_exporter_that_does_not_exist_is_refused() {
        service.withPropertyValues("dropbatch.tracing.exporter=jaeger")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("has to be none, zipkin or otlp"));
    }

    private ApplicationContextRunner exporting(String exporter) {
        return service.withPropertyValues(
                "dropbatch.tracing.exporter=" + exporter,
                "dropbatch.tracing.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/spans");
    }

    private static void awaitOpening(CountDownLatch latch) {
        try {
            boolean ignored = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String awaitBody() {
        return await().atMost(PATIENCE).until(received::poll, body -> body != null);
    }

    private static double count(MeterRegistry meters, String outcome) {
        return meters.get("dropbatch.spans")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
