package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.message.MessageState;

/** One step of a write to the log; the steps of one write happen together or not at all. */
public sealed interface LogChange {
    /** A new record. */
    record Add(LogRecord entry) implements LogChange {}

    /** A record that is replaced as a whole. */
    record Replace(LogRecord entry) implements LogChange {}

    /** A message of which only these two facts changed, which is cheaper than replacing it. */
    record Recount(long recordId, int deliveryCount, MessageState state) implements LogChange {}

    /** A record that is not needed any more. */
    record Remove(long recordId) implements LogChange {}
}
