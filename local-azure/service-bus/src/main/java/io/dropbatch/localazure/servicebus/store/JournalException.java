package io.dropbatch.localazure.servicebus.store;

/** The journal cannot be used any more, or could not be opened. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
