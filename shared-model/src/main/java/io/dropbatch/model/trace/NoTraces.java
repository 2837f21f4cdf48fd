package io.dropbatch.model.trace;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.function.Supplier;

/** Records nothing. */
enum NoTraces implements DropTraces {
    INSTANCE;

    @Override
    public boolean isRecorded(SubmissionId submission) {
        return false;
    }

    @Override
    public void record(DropSpan span) {}

    @Override
    public <T> T within(TraceStep step, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T> T part(String name, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T> T part(String name, int number, Supplier<T> work) {
        return work.get();
    }

    @Override
    public void began(Instant time) {}
}
