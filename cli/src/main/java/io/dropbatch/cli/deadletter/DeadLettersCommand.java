package io.dropbatch.cli.deadletter;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dropbatch dead-letters}, which holds the others. */
@Command(
        name = "dead-letters",
        description = "Messages that nobody handled: look at them, send them again, discard them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeadLetterListCommand.class,
            DeadLetterReplayCommand.class,
            DeadLetterDiscardCommand.class,
            DeadLetterNotesCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch dead-letters list                       of every queue and subscription",
            "  dropbatch dead-letters replay jobs/results --all   mend the cause first",
            "  dropbatch dead-letters discard scheduler-work 17",
            "  dropbatch dead-letters notes                      who did what"
        })
public final class DeadLettersCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** The command by name. */
    public static Map<String, Supplier<Object>> all() {
        return Map.of("dead-letters", DeadLettersCommand::new);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
