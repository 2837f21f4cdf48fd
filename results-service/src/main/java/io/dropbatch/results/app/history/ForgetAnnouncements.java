package io.dropbatch.results.app.history;

import io.dropbatch.results.app.port.AnnouncementHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Forgets announcements day by day, once the whole day is older than they are kept. */
public final class ForgetAnnouncements {

    private final AnnouncementHistory history;
    private final Duration keep;
    private final Clock clock;

    public ForgetAnnouncements(AnnouncementHistory history, Duration keep, Clock clock) {
        this.history = history;
        this.keep = keep;
        this.clock = clock;
    }

    /** Forgets a bounded number of them. */
    public void sweep() {
        history.forget(LocalDate.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC));
    }
}
