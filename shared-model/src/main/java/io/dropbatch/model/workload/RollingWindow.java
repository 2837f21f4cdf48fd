package io.dropbatch.model.workload;

import java.time.Duration;

/**
 * Which files that arrive one by one share a job.
 *
 * @param idle a job takes no more files once none has arrived for this long
 * @param maxTasks or once it has this many
 */
public record RollingWindow(Duration idle, int maxTasks) {

    public RollingWindow {
        if (idle.isNegative() || idle.isZero() || maxTasks < 1) {
            throw new IllegalArgumentException("a window is longer than zero and has room for at least one task");
        }
    }
}
