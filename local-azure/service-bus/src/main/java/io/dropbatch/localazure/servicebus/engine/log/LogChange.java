package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.message.MessageState;

/** One step of a write to the log; the steps of one write happen together or not at all. */
public sealed interface LogChange {
    /** A new record. */
    record Add(LogRecord entry) implements LogChange {}

    /** A record that is replaced as a whole. */
    record Replace(LogRecord entry) implements LogChange {}

    /** A message with only these two values changed, which is cheaper than replacing it. */
    record Recount(long recordId, int deliveryCount, MessageState state) implements LogChange {}

    /** A record that is removed. */
    record Remove(long recordId) implements LogChange {}
}
