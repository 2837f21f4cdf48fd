package io.dropbatch.results.domain.status;

import io.dropbatch.model.result.DropStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a drop without an outcome is failed because the message for its next step was dead-lettered.
 *
 * @param silence how long a drop in work may have no event
 */
public record SilenceTimeout(Duration silence) {

    /** @param wallClock how long its job may run; it may have no event in that time if its tasks take long */
    public boolean isOver(DropStatus status, Duration wallClock, Instant now) {
        if (status.pauses()) {
            return false; // nothing is heard of it until somebody resumes it
        }
        return switch (status.state()) {
            // These drops are not in work: submission-service keeps the deadline of a waiting one, the scheduler keeps
            // the queue position of a queued one.
            case NOT_STARTED, WAITING, QUEUED -> false;
            case ACCEPTED -> isOver(status, now);
            case SCHEDULED, RUNNING -> isOver(status, hasEnded(status.progress()) ? now : now.minus(wallClock));
            case READY, PARTIAL, FAILED, REJECTED -> false;
        };
    }

    private boolean isOver(DropStatus status, Instant now) {
        return status.updatedAt().plus(silence).isBefore(now);
    }

    /** All tasks of the last level, or of the last one of a round, are over, and only the verification is due. */
    private static boolean hasEnded(DropStatus.@Nullable Progress progress) {
        return progress != null
                && progress.order().endsRound(progress.level())
                && progress.completed() == progress.total();
    }
}
