package io.dropbatch.cli.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class ClientCommands {

    private ClientCommands() {}

    /** Commands by name, in the order in which help lists them; each call of a supplier returns a new one. */
    public static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("publish", PublishCommand::new);
        commands.put("submit", SubmitCommand::new);
        commands.put("watch", WatchCommand::new);
        commands.put("download", DownloadCommand::new);
        return commands;
    }
}
