package io.dropbatch.monitor.app.port;

import io.dropbatch.model.event.DomainEvent;
import java.util.List;

/** Tells the world. Returns when the facts are safely on their way; announcing the same fact again is harmless. */
@FunctionalInterface
public interface EventAnnouncer {

    /** In order, and together as far as the bus allows: some hundreds at once cost little more than one. */
    void announce(List<? extends DomainEvent> announcements);

    default void announce(DomainEvent event) {
        announce(List.of(event));
    }
}
