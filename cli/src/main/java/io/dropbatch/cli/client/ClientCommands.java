package io.dropbatch.cli.client;

import java.util.List;
import java.util.Set;

/** The commands of this package. */
public final class ClientCommands {

    private static final Set<String> ON_STORAGE = Set.of("publish", "submit", "watch", "download");

    private ClientCommands() {}

    /** Whether the command speaks to storage first of all. */
    public static boolean needStorage(String command) {
        return ON_STORAGE.contains(command);
    }

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
