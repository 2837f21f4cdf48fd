package io.dropbatch.monitor.domain;

import java.time.Duration;

/** Waits that double from the first to the longest. */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The wait after so many failures.
     *
     * @param failures in a row, from 1
     */
    public Duration after(int failures) {
        long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        Duration wait = first.multipliedBy(factor);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
