package io.dropbatch.localazure.batch.limits;

/** This machine cannot limit tasks; the message says in one line what is missing and what to do. */
public final class LimitsUnavailable extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String REMEDY =
            "run the server where control groups are writable, as root or by `systemd-run --user --scope -p Delegate=yes`,"
                    + " or without limits";

    public LimitsUnavailable(String missing) {
        super("Tasks cannot be limited here: " + missing + "; " + REMEDY);
    }
}
