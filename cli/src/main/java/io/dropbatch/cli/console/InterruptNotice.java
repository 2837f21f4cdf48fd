package io.dropbatch.cli.console;

import java.io.PrintStream;

/** Says where things stand when the process is ended from outside, as by Ctrl-C, before this is closed. */
public final class InterruptNotice implements AutoCloseable {

    private final Thread hook;

    private InterruptNotice(Thread hook) {
        this.hook = hook;
    }

    public static InterruptNotice of(PrintStream err, String words) {
        Thread hook = new Thread(() -> err.println("\ndropbatch: " + words), "interrupt-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptNotice(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: it is said.
        }
    }
}
