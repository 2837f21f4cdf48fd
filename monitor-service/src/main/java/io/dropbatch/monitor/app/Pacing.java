package io.dropbatch.monitor.app;

import io.dropbatch.monitor.domain.Backoff;
import java.time.Duration;

/**
 * How often a job is looked at.
 *
 * @param gap at least this long between two looks at a job, so that one look answers many signals
 * @param load a job is given at most one part in this many of a thread's time, however long its looks take
 * @param signals waits for a task that signalled its end and that Batch does not call completed yet
 * @param failures waits after looks that failed
 * @param progress at least this long between two announcements of progress
 */
public record Pacing(Duration gap, int load, Backoff signals, Backoff failures, Duration progress) {

    private static final int SOONER = 3;

    /** A look that found nothing came a moment too early: the next one need not wait for others to join in. */
    Duration gapAfter(int found) {
        return found > 0 ? gap : gap.dividedBy(SOONER);
    }
}
