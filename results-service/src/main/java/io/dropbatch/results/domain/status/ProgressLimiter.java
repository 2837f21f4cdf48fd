package io.dropbatch.results.domain.status;

import io.dropbatch.model.id.SubmissionId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Allows one progress update for each submission and interval; others are left out, because the next one says more.
 * Remembers a bounded number of submissions. Safe for use by several threads.
 */
public final class ProgressLimiter {

    private static final int REMEMBERED = 10_000;

    private final Duration interval;

    private final Map<SubmissionId, Instant> last = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SubmissionId, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ProgressLimiter(Duration interval) {
        this.interval = interval;
    }

    /** Whether a progress update of the submission may be written now; if so, the next one may after the interval. */
    public synchronized boolean allows(SubmissionId submission, Instant now) {
        @Nullable Instant before = last.get(submission);
        if (before != null && now.isBefore(before.plus(interval))) {
            return false;
        }
        last.put(submission, now);
        return true;
    }
}
