package io.dropbatch.localazure.servicebus.engine;

import java.util.concurrent.CompletableFuture;

/** A refusal with a message for the reader of the client's log. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BrokerRefusal refusal;

    public BrokerException(BrokerRefusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    public BrokerRefusal refusal() {
        return refusal;
    }

    public <T> CompletableFuture<T> asFuture() {
        return CompletableFuture.failedFuture(this);
    }

    public static BrokerException sessionLockLost(String sessionId) {
        return new BrokerException(
                BrokerRefusal.SESSION_LOCK_LOST,
                "The lock of session '" + sessionId + "' is not held by this receiver");
    }
}
