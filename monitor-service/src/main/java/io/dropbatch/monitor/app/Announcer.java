package io.dropbatch.monitor.app;

import io.dropbatch.model.event.Announcement;

/** Tells the world. Returns when the fact is safely on its way; announcing the same fact again is harmless. */
@FunctionalInterface
public interface Announcer {
    void announce(Announcement announcement);
}
