package io.dropbatch.model.retry;

/** A call that fails the same way each time, so that no retry can help; the message tells a person what to do. */
public final class LastingFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LastingFailureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The sentence for a person. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
