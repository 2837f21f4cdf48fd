package io.dropbatch.monitor.app;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;

/**
 * How often a job is looked at.
 *
 * @param gap at least this long between two looks at a job, so that one look answers many signals
 * @param lastGap the same once every task of a level that is still open has signalled its end: what comes next waits for them
 * @param load a job rests this many times as long as its look took, but no longer than between two announcements of
 *     progress
 * @param signals waits for a task that signalled its end and that Batch does not call completed yet
 * @param failures waits after looks that failed
 * @param progress at least this long between two announcements of progress
 */
public record PollIntervals(
        Duration gap, Duration lastGap, int load, Backoff signals, Backoff failures, Duration progress) {

    private static final int SOONER = 3;

    /**
     * How long to leave a job alone after a look, unless its level is about to be over.
     *
     * @param early whether the look came a moment before what it was for: the next need not wait for other signals to join
     *     in
     */
    Duration rest(boolean early, Duration took) {
        return rest(gap, early, took);
    }

    /** The same once its level is about to be over. */
    Duration lastRest(boolean early, Duration took) {
        return rest(lastGap, early, took);
    }

    private Duration rest(Duration together, boolean early, Duration took) {
        Duration least = early ? together.dividedBy(SOONER) : together;
        Duration share = took.multipliedBy(load);
        Duration rest = share.compareTo(least) > 0 ? share : least;
        return rest.compareTo(progress) > 0 ? progress : rest;
    }
}
