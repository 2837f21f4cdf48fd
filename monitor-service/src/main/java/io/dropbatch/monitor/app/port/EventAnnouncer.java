package io.dropbatch.monitor.app.port;

import io.dropbatch.model.event.DomainEvent;
import java.util.List;

/** Announces events. Returns when the bus has accepted them; announcing the same event again is harmless. */
@FunctionalInterface
public interface EventAnnouncer {

    /** Announces in order, in batches as large as the bus allows: some hundreds at once cost little more than one. */
    void announce(List<? extends DomainEvent> announcements);

    default void announce(DomainEvent event) {
        announce(List.of(event));
    }
}
