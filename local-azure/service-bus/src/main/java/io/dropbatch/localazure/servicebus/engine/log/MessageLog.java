package io.dropbatch.localazure.servicebus.engine.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The broker's log: a completed write survives any crash. Safe for use by several threads. */
public interface MessageLog extends AutoCloseable {
    /** Returns a number for a new record; each number is returned only once. */
    long newRecordId();

    /**
     * Writes all changes or none, after those of every earlier call. The result completes when they are durable, on a
     * thread that must not block.
     */
    CompletableFuture<Void> write(List<LogChange> changes);

    /** Writes in the same order but without waiting for durability, for changes whose loss does no harm. */
    void writeBehind(LogChange change);

    /** Returns the stored records, once, before the first write. */
    void restore(Consumer<LogRecord> reader);

    @Override
    void close();
}
