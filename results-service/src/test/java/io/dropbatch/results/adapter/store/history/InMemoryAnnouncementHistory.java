package io.dropbatch.results.adapter.store.history;

import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.store.InMemoryRowStore;

/** The history of announcements in memory. */
public final class InMemoryAnnouncementHistory {

    private InMemoryAnnouncementHistory() {}

    public static AnnouncementHistory create() {
        return new TableAnnouncementHistory(new InMemoryRowStore<>(), new InMemoryRowStore<>());
    }
}
