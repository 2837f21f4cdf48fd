package io.dropbatch.cli.console;

/** Something that the user can put right; the message, without a stack trace, says how. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CliException(String message) {
        super(message);
    }

    public CliException(String message, Throwable cause) {
        super(message, cause);
    }
}
