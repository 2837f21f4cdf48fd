package io.dropbatch.model.event;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a handler wants sent once its effect is done. It is sent before the incoming message is settled, and again if
 * the process dies in between: every id in it is derived.
 */
public record Reaction(List<Announcement> announcements, List<ScheduledCommand> commands) {

    public Reaction {
        announcements = List.copyOf(announcements);
        commands = List.copyOf(commands);
    }

    public static Reaction none() {
        return new Reaction(List.of(), List.of());
    }

    public static Reaction announce(Announcement... announcements) {
        return new Reaction(List.of(announcements), List.of());
    }

    public static Reaction command(ScheduledCommand... commands) {
        return new Reaction(List.of(), List.of(commands));
    }

    public Reaction and(Reaction other) {
        return new Reaction(
                Stream.concat(announcements.stream(), other.announcements.stream())
                        .toList(),
                Stream.concat(commands.stream(), other.commands.stream()).toList());
    }
}
