package io.dropbatch.monitor.app.port;

import io.dropbatch.model.event.Announcement;
import java.util.List;

/** Tells the world. Returns when the facts are safely on their way; announcing the same fact again is harmless. */
@FunctionalInterface
public interface Announcer {

    /** In order, and together as far as the bus allows: some hundreds at once cost little more than one. */
    void announce(List<? extends Announcement> announcements);

    default void announce(Announcement announcement) {
        announce(List.of(announcement));
    }
}
