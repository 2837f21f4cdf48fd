package io.dropbatch.localazure.launcher;

/** Local Azure cannot start; the message is meant for the person who started it. */
public final class LocalAzureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LocalAzureException(String message) {
        super(message);
    }
}
