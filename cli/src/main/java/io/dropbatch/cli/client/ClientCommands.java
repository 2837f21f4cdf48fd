package io.dropbatch.cli.client;

import java.util.List;

/** The commands of this package. */
public final class ClientCommands {

    private ClientCommands() {}

    /** New instances, for the command line to take in. */
    public static List<Object> all() {
        return List.of(
                new PublishCommand(),
                new SubmitCommand(),
                new WatchCommand(),
                new DownloadCommand(),
                new EventsCommand());
    }
}
