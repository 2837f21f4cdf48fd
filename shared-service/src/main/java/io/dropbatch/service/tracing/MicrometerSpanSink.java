package io.dropbatch.service.tracing;

import io.dropbatch.bus.trace.SpanSink;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a span of Micrometer's tracer, which is OpenTelemetry's, of each recorded part of a drop's trace. */
final class MicrometerSpanSink implements SpanSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerSpanSink.class);
    private static final String SCOPE = "io.dropbatch";

    private final DerivedIds ids = new DerivedIds();
    private final SpanQueue queue;
    private final Sampler sampler;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param sampling which part of the traces is taken */
    MicrometerSpanSink(SpanQueue queue, double sampling, String service) {
        this.queue = queue;
        this.sampler = Sampler.traceIdRatioBased(sampling);
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(sampler)
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .addSpanProcessor(queue)
                .build();
        this.tracer = new OtelTracer(provider.get(SCOPE), new OtelCurrentTraceContext(), event -> {});
    }

    @Override
    public boolean takes(String trace) {
        return sampler.shouldSample(Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public void take(DropSpan span) {
        try {
            ids.next(span.place());
            Span started = builder(span).start();
            @Nullable String error = span.facts().get(DropSpan.ERROR);
            if (error != null) {
                started.error(new FailedStep(error));
            }
            started.end(nanos(span.period().end()), TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            queue.drop();
            LOG.atDebug().setCause(e).log("a span cannot be recorded");
        }
    }

    private Span.Builder builder(DropSpan span) {
        Span.Builder builder = tracer.spanBuilder()
                .name(span.name())
                .startTimestamp(nanos(span.period().start()), TimeUnit.NANOSECONDS);
        span.facts().forEach(builder::tag);
        switch (span.kind()) {
            case PRODUCER -> builder.kind(Span.Kind.PRODUCER);
            case CONSUMER -> builder.kind(Span.Kind.CONSUMER);
            case INTERNAL -> {}
        }
        @Nullable TraceParent parent = span.parent();
        return parent == null ? builder.setNoParent() : builder.setParent(context(parent));
    }

    private TraceContext context(TraceParent parent) {
        return tracer.traceContextBuilder()
                .traceId(parent.trace())
                .spanId(parent.span())
                .sampled(true)
                .build();
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    @Override
    public void close() {
        provider.close();
    }

    /** The code of a failure, as the tracer wants it. */
    private static final class FailedStep extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedStep(String code) {
            super(code, null, false, false);
        }
    }
}
