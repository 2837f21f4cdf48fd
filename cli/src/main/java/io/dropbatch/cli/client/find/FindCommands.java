package io.dropbatch.cli.client.find;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands of this package. */
public final class FindCommands {

    private FindCommands() {}

    /** Commands by name, in the order in which help lists them; each call of a supplier returns a new one. */
    public static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("list", ListCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("tasks", TasksCommand::new);
        commands.put("cancel", CancelCommand::new);
        commands.put("retry", RetryCommand::new);
        commands.put("pause", PauseCommand::new);
        commands.put("resume", ResumeCommand::new);
        return commands;
    }
}
