package io.dropbatch.localazure.servicebus.engine.queue;

/** Whether a delivered message stays until it is settled. */
public enum ReceiveMode {
    PEEK_LOCK,
    RECEIVE_AND_DELETE
}
