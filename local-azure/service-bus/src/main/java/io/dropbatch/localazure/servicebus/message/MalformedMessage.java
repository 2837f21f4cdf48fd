package io.dropbatch.localazure.servicebus.message;

/** Bytes that are not an AMQP 1.0 message. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMessage(String message) {
        super(message);
    }

    public MalformedMessage(String message, Throwable cause) {
        super(message, cause);
    }
}
