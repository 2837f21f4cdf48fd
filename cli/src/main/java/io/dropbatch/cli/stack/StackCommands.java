package io.dropbatch.cli.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class StackCommands {

    private StackCommands() {}

    /** Commands by name, in the order in which help lists them; each call of a supplier returns a new one. */
    public static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", UpCommand::new);
        commands.put("down", DownCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("local-azure", LocalAzureCommand::new);
        return commands;
    }
}
