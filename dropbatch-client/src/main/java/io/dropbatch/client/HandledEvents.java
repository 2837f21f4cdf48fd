package io.dropbatch.client;

/**
 * Remembers which announcements were handled, by the id of the event. An implementation that writes the id in the same
 * transaction as the handler's effect makes the effect happen once, whenever the process dies.
 */
public interface HandledEvents {

    boolean contains(String eventId);

    void add(String eventId);

    /** Remembers the newest ids until the process ends: enough against redeliveries, not against a restart. */
    static HandledEvents inMemory(int most) {
        return new RecentEvents(most);
    }
}
