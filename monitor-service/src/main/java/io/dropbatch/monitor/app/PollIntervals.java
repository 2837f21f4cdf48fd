package io.dropbatch.monitor.app;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;

/**
 * How often a job is polled.
 *
 * @param gap the shortest time between two looks at a job, so that one look answers many signals
 * @param lastGap the same once every open task of a level has signalled its end: the next level waits for this look
 * @param load after a look, a job is left alone for this many times the duration of the look, at most for {@code
 *     progress}
 * @param signals waits for a task that signalled its end and that Batch does not call completed yet
 * @param failures waits after looks that failed
 * @param progress the shortest time between two progress events
 */
public record PollIntervals(
        Duration gap, Duration lastGap, int load, Backoff signals, Backoff failures, Duration progress) {

    private static final int SOONER = 3;

    /**
     * How long to leave a job alone after a look, unless its level is about to complete.
     *
     * @param early whether the look came slightly before the change that it was for: the next look need not wait for
     *     more signals
     */
    Duration rest(boolean early, Duration took) {
        return rest(gap, early, took);
    }

    /** How long to leave a job alone once its level is about to complete. */
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
