package io.dropbatch.localazure.batch.node.process;

import java.util.concurrent.CompletableFuture;

/** A command that a {@link ShellStarter} starts. */
final class StartedCommand {

    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    /** Its process; fails when the shell ended before the command began. */
    CompletableFuture<Long> pid() {
        return pid;
    }

    CompletableFuture<Integer> exit() {
        return exit;
    }

    void begun(long process) {
        pid.complete(process);
    }

    void ended(int code) {
        exit.complete(code);
    }

    /** If something ended the shell, such as a signal of the command to its whole group, it also ended the command. */
    void lost(Process shell) {
        pid.completeExceptionally(new IllegalStateException("The shell was lost"));
        CompletableFuture<Void> unused =
                shell.onExit().thenAccept(ended -> exit.completeExceptionally(new ShellLost(ended.exitValue())));
    }

    /** Ends the wait for a command whose shell ended before it reported the result. */
    static final class ShellLost extends Exception {

        private static final long serialVersionUID = 1;

        private final int code;

        ShellLost(int code) {
            super("The shell ended with " + code);
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
