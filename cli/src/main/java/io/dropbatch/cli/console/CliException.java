package io.dropbatch.cli.console;

/** An error that the user can correct; its message says how and is printed without a stack trace. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CliException(String message) {
        super(message);
    }

    public CliException(String message, Throwable cause) {
        super(message, cause);
    }
}
