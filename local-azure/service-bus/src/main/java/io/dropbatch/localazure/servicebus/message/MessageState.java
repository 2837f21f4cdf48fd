package io.dropbatch.localazure.servicebus.message;

/** The state of a stored message; the order is that of the wire ({@code x-opt-message-state}). */
public enum MessageState {
    ACTIVE,
    DEFERRED,
    SCHEDULED
}
