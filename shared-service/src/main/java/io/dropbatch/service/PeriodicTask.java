package io.dropbatch.service;

import java.time.Duration;

/**
 * Work that a service repeats; a bean of this type is run by {@link ServiceTimer}.
 *
 * @param name for logs
 * @param first how long after the start it runs for the first time
 * @param every from the end of one run to the beginning of the next
 * @param action one run; what it throws is logged, and it is run again
 */
public record PeriodicTask(String name, Duration first, Duration every, Runnable action) {

    /** A task whose first run is one pause after the start. */
    public static PeriodicTask every(Duration pause, String name, Runnable action) {
        return new PeriodicTask(name, pause, pause, action);
    }

    /** The same, with its first run this long after the start. */
    public PeriodicTask firstAfter(Duration delay) {
        return new PeriodicTask(name, delay, every, action);
    }
}
