package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets how long a job may make no progress before it is examined, announced as stuck, or given up.
 *
 * @param examine after this long without a finished task, job, preparations and pool are examined
 * @param tell a reason that has held for this long is announced
 * @param giveUp a reason that has held for this long ends the job
 */
public record StallPolicy(Duration examine, Duration tell, Duration giveUp) {

    private static final Set<FailureCode> LACK_OF_NODES =
            EnumSet.of(FailureCode.QUOTA, FailureCode.CAPACITY, FailureCode.PREEMPTED);

    /** The reaction to a reason. */
    public enum Step {
        WAIT,
        TELL,
        GIVE_UP
    }

    public boolean isTimeToExamine(WatchedLevel watched, Instant now) {
        return !now.isBefore(watched.timeline().movedAt().plus(examine));
    }

    /** The hold for a reason seen now: the same one as before if the reason is the same, in its newest words. */
    public ProgressHold hold(@Nullable ProgressHold before, Failure reason, Instant now) {
        return before != null && isSame(before.code(), reason.code())
                ? new ProgressHold(reason, before.since(), before.announced())
                : new ProgressHold(reason, now, false);
    }

    /** A pool may lack nodes for one reason now and, with another VM size, for another one in a minute. */
    private static boolean isSame(FailureCode one, FailureCode other) {
        return one == other || (LACK_OF_NODES.contains(one) && LACK_OF_NODES.contains(other));
    }

    public Step step(ProgressHold hold, Instant now) {
        if (!now.isBefore(hold.since().plus(giveUp))) {
            return Step.GIVE_UP;
        }
        boolean due = !hold.announced() && !now.isBefore(hold.since().plus(tell));
        return due ? Step.TELL : Step.WAIT;
    }
}
