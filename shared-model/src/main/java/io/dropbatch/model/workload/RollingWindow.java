package io.dropbatch.model.workload;

import java.time.Duration;

/**
 * Which files that arrive one by one share a job.
 *
 * @param idle a job takes no more files once none has arrived for this long
 * @param maxTasks or once it has this many
 */
public record RollingWindow(Duration idle, int maxTasks) {

    /** A steady trickle of files must not keep the first one waiting: it waits this many times {@code idle} at most. */
    private static final int LONGEST_IN_IDLES = 6;

    public static final RollingWindow STANDARD = new RollingWindow(Duration.ofSeconds(5), 1000);

    public RollingWindow {
        if (idle.isNegative() || idle.isZero() || maxTasks < 1) {
            throw new IllegalArgumentException("a window is longer than zero and has room for at least one task");
        }
    }

    /** How long the first file of a job waits at most. */
    public Duration longest() {
        return idle.multipliedBy(LONGEST_IN_IDLES);
    }
}
