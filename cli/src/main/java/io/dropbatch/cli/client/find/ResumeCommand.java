package io.dropbatch.cli.client.find;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch resume}. */
@Command(
        name = "resume",
        description = "Let a drop go on that pauses.",
        footer = {
            "",
            "Examples:",
            "  dropbatch resume monte-carlo/today",
            "  dropbatch resume monte-carlo-abcdefghijklmnopqrst",
            "",
            "A drop that does not pause goes on as it does, and the command says so. Without the command line: upload an empty _RESUME beside the trigger.",
            "",
            "Exit status: 0 it goes on, 2 wrong use, or a drop that has no job or has ended."
        })
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private final DropChange change = new DropChange();

    @Override
    public Integer call() {
        change.ask("resume");
        return 0;
    }
}
