package io.dropbatch.results.app.history;

import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.results.domain.history.HistoryFilter;
import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads announcements again, page by page. */
public final class ReadHistory {

    /** Younger ones are not shown yet: one with an earlier place may still be being written. */
    public static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

    private static final int MOST_READ = 2000;

    private final AnnouncementHistory history;
    private final Clock clock;

    public ReadHistory(AnnouncementHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * Some announcements, each once.
     *
     * @param next where the next page begins, now or later
     * @param more whether there may be some already
     */
    public record HistoryPage(List<KeptEvent> events, HistoryPlace next, boolean more) {}

    /** At most so many behind the place. A page may have fewer, even none, and yet be followed by more. */
    public HistoryPage read(HistoryFilter filter, HistoryPlace after, int most) {
        Instant settled = clock.instant().minus(SETTLED_AFTER);
        try (Stream<KeptEvent> kept = history.after(after)) {
            return page(kept.limit(MOST_READ).iterator(), filter, after, most, settled);
        }
    }

    private static HistoryPage page(
            Iterator<KeptEvent> kept, HistoryFilter filter, HistoryPlace after, int most, Instant settled) {
        List<KeptEvent> events = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        HistoryPlace last = after;
        int read = 0;
        while (events.size() < most && kept.hasNext()) {
            KeptEvent event = kept.next();
            if (event.place().keptAt().isAfter(settled)) {
                return new HistoryPage(events, last, false);
            }
            last = event.place();
            read++;
            if (filter.accepts(event) && ids.add(event.id())) {
                events.add(event);
            }
        }
        return new HistoryPage(events, last, events.size() == most || read == MOST_READ);
    }
}
