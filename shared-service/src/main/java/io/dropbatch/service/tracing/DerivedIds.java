package io.dropbatch.service.tracing;

import io.dropbatch.model.trace.TraceParent;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives each span the id that it has by derivation, where OpenTelemetry would draw one by chance. */
final class DerivedIds implements IdGenerator {

    private final ThreadLocal<TraceParent> next = new ThreadLocal<>();

    /** The place of the span that this thread starts next. */
    void next(TraceParent place) {
        next.set(place);
    }

    @Override
    public String generateSpanId() {
        return next.get().span();
    }

    @Override
    public String generateTraceId() {
        return next.get().trace();
    }
}
