package io.dropbatch.cli.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class StackCommands {

    private StackCommands() {}

    /** By name, in the order in which they are told of; each call of a supplier gives a new one. */
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
