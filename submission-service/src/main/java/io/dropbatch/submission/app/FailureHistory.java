package io.dropbatch.submission.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers, for a bounded number of things, since when each attempt of this process has failed. */
final class FailureHistory {

    private static final int REMEMBERED = 1000;

    private final Clock clock;
    private final Duration patience;
    private final Map<String, Instant> since = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    FailureHistory(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Notes a failure.
     *
     * @return whether every attempt has failed for so long that it is given up
     */
    boolean isHopeless(String what) {
        Instant now = clock.instant();
        Instant first = since.computeIfAbsent(what, none -> now);
        return first.plus(patience).isBefore(now);
    }

    void over(String what) {
        since.remove(what);
    }
}
