package io.dropbatch.cli.client.find;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch cancel}. */
@Command(
        name = "cancel",
        description = "Cancel a drop: what has not run does not run any more, and what was verified stays.",
        footer = {
            "",
            "Examples:",
            "  dropbatch cancel monte-carlo/today",
            "  dropbatch cancel monte-carlo-abcdefghijklmnopqrst",
            "  dropbatch cancel thumbnails/2026/cat.jpg      a file that is a drop by itself; its job goes on for the others",
            "",
            "A drop that has ended stays as it is, and the command says so. Without the command line: upload an empty"
                    + " _CANCEL beside the trigger, or delete the trigger, or the file that is a drop by itself.",
            "",
            "Exit status: 0 it is cancelled or had ended already, 2 wrong use."
        })
public final class CancelCommand implements Callable<Integer> {

    @Mixin
    private final DropChange change = new DropChange();

    @Override
    public Integer call() {
        change.ask("cancel");
        return 0;
    }
}
