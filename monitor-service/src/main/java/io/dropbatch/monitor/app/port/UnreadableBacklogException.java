package io.dropbatch.monitor.app.port;

/** The bus did not tell what waits in it. */
public final class UnreadableBacklogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for an operator: what is wrong and, where it can be known, what to do */
    public UnreadableBacklogException(String message, Throwable cause) {
        super(message, cause);
    }
}
