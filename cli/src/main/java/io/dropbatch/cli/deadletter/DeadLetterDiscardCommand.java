package io.dropbatch.cli.deadletter;

import io.dropbatch.deadletter.DeadLetterDesk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch dead-letters discard}. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description = "Take dead letters out for good.",
        footer = {
            "",
            "Examples:",
            "  dropbatch dead-letters discard storage-events 3",
            "  dropbatch dead-letters discard submissions/results --all",
            "",
            "It is noted who did it, with the whole message ('dropbatch dead-letters notes --json').",
            "",
            "Exit status: 0 all were there, 1 some were not or --all left some (it takes the oldest 10000), 2 wrong"
                    + " use."
        })
final class DeadLetterDiscardCommand implements Callable<Integer> {

    @Mixin
    private final DeadLetterChoice options = new DeadLetterChoice();

    @Override
    public Integer call() {
        return options.run("discarded", DeadLetterDesk::discard);
    }
}
