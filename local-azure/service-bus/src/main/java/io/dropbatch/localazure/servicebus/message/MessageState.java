package io.dropbatch.localazure.servicebus.message;

/** What a stored message waits for; the order is that of the wire ({@code x-opt-message-state}). */
public enum MessageState {
    ACTIVE,
    DEFERRED,
    SCHEDULED
}
