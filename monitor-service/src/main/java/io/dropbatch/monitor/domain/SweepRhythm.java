package io.dropbatch.monitor.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a level is swept: the longer nothing has happened, the less often, so that what a lost signal delays is a
 * small part of how long the task took.
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
