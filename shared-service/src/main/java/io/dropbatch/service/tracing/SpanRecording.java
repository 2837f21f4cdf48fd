package io.dropbatch.service.tracing;

import io.dropbatch.bus.trace.HandlingTraces;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes with every exporter. */
@Configuration(proxyBeanMethods = false)
class SpanRecording {

    @Bean
    SpanQueue spanQueue(SpanExporter exporter) {
        return new SpanQueue(exporter);
    }

    @Bean
    MicrometerSpanSink spanSink(
            SpanQueue queue, TracingProperties tracing, @Value("${spring.application.name}") String service) {
        return new MicrometerSpanSink(queue, tracing.sampling(), service);
    }

    @Bean
    SpanContext exemplarContext(ObjectProvider<HandlingTraces> traces) {
        return new ExemplarContext(traces::getObject);
    }

    @Bean
    MeterBinder spanMeters(SpanQueue queue) {
        return meters -> {
            count(meters, queue, "exported", SpanQueue::exported);
            count(meters, queue, "failed", SpanQueue::failed);
            count(meters, queue, "dropped", SpanQueue::dropped);
        };
    }

    private static void count(
            MeterRegistry meters, SpanQueue queue, String outcome, ToDoubleFunction<SpanQueue> number) {
        FunctionCounter.builder("dropbatch.spans", queue, number)
                .description("Spans of traces, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }
}
