package io.dropbatch.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.store.Rehearsal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class ClientCommands {

    /** Of nobody. */
    private static final byte[] WORKLOAD = "apiVersion: dropbatch/v1\nname: none\n".getBytes(UTF_8);

    /** The commands that speak to storage, with what else they do first; nothing is meant by what is read here. */
    private static final Map<String, Runnable> REHEARSED = Map.of(
            "publish", () -> WorkloadReader.read(WORKLOAD, new WorkloadName("none")),
            "submit", () -> WorkloadReader.startOf(WORKLOAD),
            "watch", () -> {},
            "download", () -> {});

    private ClientCommands() {}

    /** Begins what the command is going to need while its arguments are still to be parsed. */
    public static void rehearse(String command) {
        Runnable rehearsed = REHEARSED.get(command);
        if (rehearsed != null) {
            Rehearsal.begin(rehearsed);
        }
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
