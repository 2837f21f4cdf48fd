package io.dropbatch.bus.trace;

import io.dropbatch.model.trace.DropSpan;

/** Where the spans of a service go. Taking one never fails and never waits. Safe for use by several threads. */
public interface SpanSink {

    /** Whether spans of the trace are taken; every service decides alike. */
    boolean takes(String trace);

    void take(DropSpan span);

    /** Takes none. */
    static SpanSink none() {
        return new SpanSink() {
            @Override
            public boolean takes(String trace) {
                return false;
            }

            @Override
            public void take(DropSpan span) {}
        };
    }
}
