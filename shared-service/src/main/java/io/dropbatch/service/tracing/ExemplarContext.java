package io.dropbatch.service.tracing;

import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.model.trace.TraceParent;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the meters in which trace they measure, so that their buckets carry an example of each. */
final class ExemplarContext implements SpanContext {

    private final Supplier<HandlingTraces> traces;

    /** @param traces asked for late: meters are needed before there are any */
    ExemplarContext(Supplier<HandlingTraces> traces) {
        this.traces = traces;
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        return traces.get().current().map(TraceParent::trace).orElse(null);
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return traces.get().current().map(TraceParent::span).orElse(null);
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return traces.get().current().isPresent();
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
}
