package io.dropbatch.monitor.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Sets how often a level is swept: less often the longer no task has ended, so that a lost signal costs only a small
 * part of the task's own duration.
 */
public record SweepRhythm(Duration shortest, Duration longest) {

    private static final int PART = 3;

    public boolean isDue(WatchedLevel watched, Instant now) {
        Duration quiet = Duration.between(watched.timeline().movedAt(), now).dividedBy(PART);
        Duration rest = quiet.compareTo(shortest) < 0 ? shortest : quiet;
        Duration bounded = rest.compareTo(longest) > 0 ? longest : rest;
        return !now.isBefore(watched.timeline().lookedAt().plus(bounded));
    }
}
