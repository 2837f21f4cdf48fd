package io.dropbatch.cli.console;

/** An error that the user can correct; its message says how and is printed without a stack trace. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final int exitCode;

    public CliException(String message) {
        super(message);
        this.exitCode = FAILED;
    }

    public CliException(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = FAILED;
    }

    private CliException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be meant; nothing has been done. */
    public static CliException wrongUse(String message) {
        return new CliException(message, WRONG_USE);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
