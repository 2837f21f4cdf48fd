package io.dropbatch.model.event;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a handler wants sent once its effect is done. It is sent before the incoming message is settled, and again if
 * the process dies in between: every id in it is derived.
 */
public record HandlerResult(List<DomainEvent> announcements, List<ScheduledCommand> commands) {

    public HandlerResult {
        announcements = List.copyOf(announcements);
        commands = List.copyOf(commands);
    }

    public static HandlerResult none() {
        return new HandlerResult(List.of(), List.of());
    }

    public static HandlerResult announce(DomainEvent... announcements) {
        return new HandlerResult(List.of(announcements), List.of());
    }

    public static HandlerResult command(ScheduledCommand... commands) {
        return new HandlerResult(List.of(), List.of(commands));
    }

    public HandlerResult and(HandlerResult other) {
        return new HandlerResult(
                Stream.concat(announcements.stream(), other.announcements.stream())
                        .toList(),
                Stream.concat(commands.stream(), other.commands.stream()).toList());
    }
}
