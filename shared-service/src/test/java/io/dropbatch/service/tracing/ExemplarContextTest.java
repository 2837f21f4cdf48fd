package io.dropbatch.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.bus.trace.SpanSink;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceStep;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExemplarContextTest {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final TraceStep STEP =
            TraceStep.scheduling(JobId.of(new SubmissionId("prices-abcdefghijklmnopqrst"), 1), 0);

    private final HandlingTraces traces = new HandlingTraces(new Taking(), java.time.Clock.systemUTC());
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new ExemplarContext(() -> traces));
    private final Timer timer = Timer.builder("dropbatch.drop.to.job")
            .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(10))
            .register(meters);

    private static final class Taking implements SpanSink {

        @Override
        public boolean takes(String trace) {
            return true;
        }

        @Override
        public void take(DropSpan span) {}
    }

    @Test
    void a_bucket_carries_the_trace_that_fell_into_it() {
        traces.within(STEP, () -> {
            timer.record(Duration.ofSeconds(3));
            return timer;
        });

        assertThat(meters.scrape(OPEN_METRICS).lines().filter(line -> line.contains("le=\"10.0\"")))
                .singleElement()
                .asString()
                .contains(
                        "trace_id=\"" + STEP.place().trace() + "\"",
                        "span_id=\"" + STEP.place().span() + "\"");
    }

    @Test
    void what_no_trace_is_about_has_no_example() {
        timer.record(Duration.ofSeconds(3));

        assertThat(meters.scrape(OPEN_METRICS)).doesNotContain("trace_id");
    }
}
