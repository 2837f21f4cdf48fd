package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A log whose writes complete when a test says so, and that another broker can be restored from. */
final class RecordingLog implements MessageLog {
    private final Map<Long, LogRecord> records = new LinkedHashMap<>();
    private final List<Runnable> pending = new ArrayList<>();
    private boolean slow;
    private long lastId;

    /** From now on writes wait for {@link #finishWrites}. */
    void hold() {
        slow = true;
    }

    void finishWrites() {
        List<Runnable> writes = List.copyOf(pending);
        pending.clear();
        writes.forEach(Runnable::run);
    }

    long count(Class<? extends LogRecord> type) {
        return records.values().stream().filter(type::isInstance).count();
    }

    @Override
    public long newRecordId() {
        return ++lastId;
    }

    @Override
    public CompletableFuture<Void> write(List<LogChange> changes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable write = () -> {
            changes.forEach(this::apply);
            done.complete(null);
        };
        if (slow) {
            pending.add(write);
        } else {
            write.run();
        }
        return done;
    }

    @Override
    public void writeBehind(LogChange change) {
        apply(change);
    }

    @Override
    public void restore(Consumer<LogRecord> reader) {
        List.copyOf(records.values()).forEach(reader);
    }

    @Override
    public void close() {}

    private void apply(LogChange change) {
        switch (change) {
            case LogChange.Add(LogRecord entry) -> records.put(entry.recordId(), entry);
            case LogChange.Replace(LogRecord entry) -> records.replace(entry.recordId(), entry);
            case LogChange.Recount recount ->
                records.computeIfPresent(
                        recount.recordId(),
                        (id, entry) -> ((StoredMessage) entry).recounted(recount.deliveryCount(), recount.state()));
            case LogChange.Remove(long recordId) -> records.remove(recordId);
        }
    }
}
