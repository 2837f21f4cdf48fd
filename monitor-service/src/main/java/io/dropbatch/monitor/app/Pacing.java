package io.dropbatch.monitor.app;

import io.dropbatch.monitor.domain.Backoff;
import java.time.Duration;

/**
 * How often a job is looked at.
 *
 * @param gap at least this long between two looks at a job, so that one look answers many signals
 * @param lastGap the same while only the last few tasks of a level are open: what comes next waits for them
 * @param load a job rests this many times as long as its look took, but no longer than between two announcements of
 *     progress
 * @param signals waits for a task that signalled its end and that Batch does not call completed yet
 * @param failures waits after looks that failed
 * @param progress at least this long between two announcements of progress
 */
public record Pacing(Duration gap, Duration lastGap, int load, Backoff signals, Backoff failures, Duration progress) {

    private static final int SOONER = 3;
    private static final int FEW = 10;

    /**
     * How long to leave a job alone after a look. One that found nothing came a moment too early: the next need not
     * wait for other signals to join in.
     *
     * @param open tasks of the level that are not known to have ended
     */
    Duration restAfter(int found, int open, Duration took) {
        Duration together = open > FEW ? gap : lastGap;
        Duration least = found > 0 ? together : together.dividedBy(SOONER);
        Duration share = took.multipliedBy(load);
        Duration rest = share.compareTo(least) > 0 ? share : least;
        return rest.compareTo(progress) > 0 ? progress : rest;
    }
}
