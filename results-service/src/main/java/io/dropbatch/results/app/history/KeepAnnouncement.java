package io.dropbatch.results.app.history;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps announcements under the time at which they are written, so that a reader who goes on behind the last one misses none.
 * One that is delivered twice is kept twice, with one id.
 */
public final class KeepAnnouncement {

    /** With {@link ReadHistory#SETTLED_AFTER} it leaves this much for clocks that differ between two services. */
    static final Duration LONGEST_WRITE = Duration.ofSeconds(1);

    private static final int TRIES = 3;

    private final AnnouncementHistory history;
    private final boolean enabled;
    private final Clock clock;

    /** @param enabled whether anything is kept */
    public KeepAnnouncement(AnnouncementHistory history, boolean enabled, Clock clock) {
        this.history = history;
        this.enabled = enabled;
        this.clock = clock;
    }

    /** @param body the event as it was announced */
    public void keep(DomainEvent event, String body) {
        for (int tries = 0; enabled && !isKept(event, body); tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("storage takes longer than " + LONGEST_WRITE.toMillis()
                        + " ms to keep an announcement, so that readers may have passed its place");
            }
        }
    }

    /** A row that took long appears where readers have been already: it is written again further on. */
    private boolean isKept(DomainEvent event, String body) {
        Instant now = clock.instant();
        HistoryPlace place = HistoryPlace.of(now, event.id().value());
        history.keep(new KeptEvent(place, event.type(), event.workload(), body));
        return Duration.between(now, clock.instant()).compareTo(LONGEST_WRITE) <= 0;
    }
}
