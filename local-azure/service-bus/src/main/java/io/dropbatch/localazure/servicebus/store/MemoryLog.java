package io.dropbatch.localazure.servicebus.store;

import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A log that stores nothing, for tests and for brokers without a data folder. */
public final class MemoryLog implements MessageLog {
    private final AtomicLong recordIds = new AtomicLong();

    @Override
    public long newRecordId() {
        return recordIds.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> write(List<LogChange> changes) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void writeBehind(LogChange change) {}

    @Override
    public void restore(Consumer<LogRecord> reader) {}

    @Override
    public void close() {}
}
