package io.dropbatch.cli.client.find;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch retry}. */
@Command(
        name = "retry",
        description = "Try a drop again that failed: what succeeded is taken over, only the rest runs.",
        footer = {
            "",
            "Examples:",
            "  dropbatch retry monte-carlo/today",
            "  dropbatch retry monte-carlo-abcdefghijklmnopqrst",
            "  dropbatch retry checksums/2026/a.iso",
            "",
            "It runs the same inputs with the same workload as before. To run changed ones, upload the trigger again."
                    + " Without the command line: upload an empty _RETRY beside the trigger.",
            "A file that is a drop by itself runs with the next job of its workload, as that is now.",
            "",
            "Exit status: 0 it is tried again, 2 wrong use or a drop that has not failed."
        })
public final class RetryCommand implements Callable<Integer> {

    @Mixin
    private final DropChange change = new DropChange();

    @Override
    public Integer call() {
        change.ask("retry");
        return 0;
    }
}
