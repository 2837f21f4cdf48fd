package io.dropbatch.cli.stack;

import java.util.List;

/** The commands of this package. */
public final class StackCommands {

    private StackCommands() {}

    /** New instances, for the command line to take in. */
    public static List<Object> all() {
        return List.of(
                new UpCommand(), new DownCommand(), new StatusCommand(), new LogsCommand(), new LocalAzureCommand());
    }
}
