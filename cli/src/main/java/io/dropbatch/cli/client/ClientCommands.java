package io.dropbatch.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.store.Rehearsal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The commands of this package. */
public final class ClientCommands {

    private static final Set<String> ON_STORAGE = Set.of("publish", "submit", "watch", "download");
    private static final Set<String> ON_WORKLOADS = Set.of("publish", "submit");

    private ClientCommands() {}

    /** Begins what the command is going to need while its arguments are still to be parsed. */
    public static void rehearse(String command) {
        if (ON_STORAGE.contains(command)) {
            Rehearsal.begin(ON_WORKLOADS.contains(command) ? ClientCommands::readWorkload : () -> {});
        }
    }

    /** One of nobody, so that the reader is ready when a real one has been fetched. */
    private static void readWorkload() {
        WorkloadReader.read("apiVersion: dropbatch/v1\nname: none\n".getBytes(UTF_8), new WorkloadName("none"));
    }

    /** By name, in the order in which they are told of; each call of a supplier gives a new one. */
    public static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("publish", PublishCommand::new);
        commands.put("submit", SubmitCommand::new);
        commands.put("watch", WatchCommand::new);
        commands.put("download", DownloadCommand::new);
        commands.put("events", EventsCommand::new);
        return commands;
    }
}
