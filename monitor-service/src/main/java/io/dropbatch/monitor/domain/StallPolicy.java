package io.dropbatch.monitor.domain;

import io.dropbatch.model.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sets how long a job may make no progress before it is examined, announced as stuck, or given up.
 *
 * @param examine after this long without a finished task, job, preparations and pool are examined
 * @param tell a reason that has held for this long is announced
 * @param giveUp a reason that has held for this long ends the job
 */
public record StallPolicy(Duration examine, Duration tell, Duration giveUp) {

    /** The reaction to a reason. */
    public enum Step {
        WAIT,
        TELL,
        GIVE_UP
    }

    public boolean isTimeToExamine(WatchedLevel watched, Instant now) {
        return !now.isBefore(watched.timeline().movedAt().plus(examine));
    }

    /** The hold for a reason seen now: the same one as before if the reason is the same. */
    public ProgressHold hold(@Nullable ProgressHold before, Failure reason, Instant now) {
        return before != null && before.code() == reason.code() ? before : new ProgressHold(reason.code(), now, false);
    }

    public Step step(ProgressHold hold, Instant now) {
        if (!now.isBefore(hold.since().plus(giveUp))) {
            return Step.GIVE_UP;
        }
        boolean due = !hold.announced() && !now.isBefore(hold.since().plus(tell));
        return due ? Step.TELL : Step.WAIT;
    }
}
