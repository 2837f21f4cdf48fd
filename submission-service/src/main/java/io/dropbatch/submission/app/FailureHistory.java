package io.dropbatch.submission.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Since when this process has failed at something each time that it tried; a bounded number of them. */
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

    /** Notes a failure. @return whether there was nothing but failures for so long that there is no hope */
    boolean isHopeless(String what) {
        Instant now = clock.instant();
        Instant first = since.computeIfAbsent(what, none -> now);
        return first.plus(patience).isBefore(now);
    }

    void over(String what) {
        since.remove(what);
    }
}
