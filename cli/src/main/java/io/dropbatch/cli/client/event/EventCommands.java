package io.dropbatch.cli.client.event;

import java.util.Map;
import java.util.function.Supplier;

/** The command of this package. */
public final class EventCommands {

    private EventCommands() {}

    /** The command by name; each call of its supplier returns a new one. */
    public static Map<String, Supplier<Object>> all() {
        return Map.of("events", EventsCommand::new);
    }
}
