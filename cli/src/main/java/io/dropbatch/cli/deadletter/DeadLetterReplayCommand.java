package io.dropbatch.cli.deadletter;

import io.dropbatch.deadletter.DeadLetterDesk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch dead-letters replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Send dead letters again. Mend first what kept them from being handled.",
        footer = {
            "",
            "Examples:",
            "  dropbatch dead-letters replay jobs/results 17 18",
            "  dropbatch dead-letters replay scheduler-work --all",
            "",
            "A dead letter of a subscription goes to its topic, since nobody can send to one subscription: the others"
                    + " get the event again, with the id that it had. Dropbatch's services handle it once; so should"
                    + " yours.",
            "It is noted who did it ('dropbatch dead-letters notes').",
            "",
            "Exit status: 0 all were there, 1 some were not or --all left some (it takes the oldest 10000), 2 wrong"
                    + " use."
        })
final class DeadLetterReplayCommand implements Callable<Integer> {

    @Mixin
    private final DeadLetterChoice options = new DeadLetterChoice();

    @Override
    public Integer call() {
        return options.run("sent again", DeadLetterDesk::replay);
    }
}
