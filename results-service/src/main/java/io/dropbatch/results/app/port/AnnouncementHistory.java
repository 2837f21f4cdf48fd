package io.dropbatch.results.app.port;

import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Keeps announcements in the order of their places. */
public interface AnnouncementHistory {

    /** Keeps it at its place; a second time changes nothing. */
    void keep(KeptEvent event);

    /** All behind the place, the oldest first, read as they are used. */
    Stream<KeptEvent> after(HistoryPlace place);

    /**
     * Deletes a bounded number of those that were kept before that day, the oldest first.
     *
     * @return how many
     */
    int forget(LocalDate before);
}
