package io.dropbatch.client;

import java.util.LinkedHashSet;
import java.util.Set;

/** The newest ids, in memory. Safe for use by several threads. */
final class RecentEvents implements HandledEvents {

    private final int most;
    private final Set<String> ids = new LinkedHashSet<>();

    RecentEvents(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one id has to be remembered, not " + most);
        }
        this.most = most;
    }

    @Override
    public synchronized boolean contains(String eventId) {
        return ids.contains(eventId);
    }

    @Override
    public synchronized void add(String eventId) {
        ids.add(eventId);
        if (ids.size() > most) {
            ids.remove(ids.iterator().next());
        }
    }
}
