package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the ends of tasks that one look has found come to: a few sums, and one number for each task, so that 100,000 tasks
 * that ended together take less than a megabyte. Not safe for use by several threads.
 */
public final class TaskEndTally {

    private static final int FIRST_SIZE = 16;

    private final Map<FailureCode, Integer> failures = new EnumMap<>(FailureCode.class);
    private int succeeded;
    private int retries;
    private int requeues;
    private long[] delays = new long[FIRST_SIZE];
    private int delayed;

    /** @param announcedAt when its event was on the bus */
    public void add(TaskCompleted task, Instant announcedAt) {
        if (task.success()) {
            succeeded++;
        } else {
            FailureCode code = task.failure() == null
                    ? FailureCode.PLATFORM
                    : task.failure().code();
            failures.merge(code, 1, Integer::sum);
        }
        retries += task.retries();
        requeues += task.requeues();
        @Nullable Instant endedAt = task.endedAt();
        if (endedAt != null) {
            delay(Duration.between(endedAt, announcedAt).toMillis());
        }
    }

    public boolean isEmpty() {
        return succeeded == 0 && failures.isEmpty();
    }

    public int succeeded() {
        return succeeded;
    }

    /** How many tasks failed, by the code of why. */
    public Map<FailureCode, Integer> failures() {
        return Map.copyOf(failures);
    }

    /** How often commands failed and were run again. */
    public int retries() {
        return retries;
    }

    /** How often tasks began anew because their node was lost or preempted. */
    public int requeues() {
        return requeues;
    }

    /** From the end of each task to its event, in milliseconds; negative when the clocks differ. */
    public LongStream delays() {
        return Arrays.stream(delays, 0, delayed);
    }

    private void delay(long millis) {
        if (delayed == delays.length) {
            delays = Arrays.copyOf(delays, delays.length * 2);
        }
        delays[delayed++] = millis;
    }
}
