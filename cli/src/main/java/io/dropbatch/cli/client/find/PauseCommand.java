package io.dropbatch.cli.client.find;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch pause}. */
@Command(
        name = "pause",
        description = "Let a drop pause: no further task of it starts, those that run are left to end.",
        footer = {
            "",
            "Examples:",
            "  dropbatch pause monte-carlo/today",
            "  dropbatch pause monte-carlo-abcdefghijklmnopqrst",
            "",
            "A job in the queue keeps its place; limits.wallClock goes on. Without the command line: upload an empty _PAUSE beside the trigger.",
            "",
            "Exit status: 0 it pauses, 2 wrong use, or a drop that has no job or has ended."
        })
public final class PauseCommand implements Callable<Integer> {

    @Mixin
    private final DropChange change = new DropChange();

    @Override
    public Integer call() {
        change.ask("pause");
        return 0;
    }
}
