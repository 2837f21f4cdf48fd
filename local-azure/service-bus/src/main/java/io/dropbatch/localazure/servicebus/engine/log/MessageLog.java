package io.dropbatch.localazure.servicebus.engine.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The broker's memory: what a completed write holds is there after any crash. Safe for use by several threads. */
public interface MessageLog extends AutoCloseable {
    /** A number for a new record; never given out twice. */
    long newRecordId();

    /**
     * Writes all changes or none, after those of every earlier call. The result completes when they are durable, on a
     * thread that must not be kept waiting.
     */
    CompletableFuture<Void> write(List<LogChange> changes);

    /** Writes in the same order, but nobody waits for it to be durable: for changes whose loss does no harm. */
    void writeBehind(LogChange change);

    /** Hands over what was remembered, once, before the first write. */
    void restore(Consumer<LogRecord> reader);

    @Override
    void close();
}
