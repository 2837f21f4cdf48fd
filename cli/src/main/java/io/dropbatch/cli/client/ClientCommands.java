package io.dropbatch.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.model.id.WorkloadName;
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

    /** Reads a workload of nobody, so that the reader is ready when a real one has been fetched. */
    public static void rehearse() {
        WorkloadReader.read("apiVersion: dropbatch/v1\nname: none\n".getBytes(UTF_8), new WorkloadName("none"));
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
