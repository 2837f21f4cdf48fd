package io.dropbatch.results.domain.status;

import io.dropbatch.model.result.DropStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When nothing more is to be expected of a drop that has no outcome: the message that should have brought it further was
 * given up by whoever could not handle it.
 *
 * @param silence how long nothing is heard of a drop that somebody works at
 */
public record SilenceTimeout(Duration silence) {

    /** @param wallClock how long its job may run, without a word if its tasks take long */
    public boolean isOver(DropStatus status, Duration wallClock, Instant now) {
        return switch (status.state()) {
            // Nobody works at these: submission-service keeps the deadline of the one, the scheduler the place of the
            // other.
            case WAITING, QUEUED -> false;
            case ACCEPTED -> isOver(status, now);
            case RUNNING -> isOver(status, hasEnded(status.progress()) ? now : now.minus(wallClock));
            case READY, FAILED, REJECTED -> false;
        };
    }

    private boolean isOver(DropStatus status, Instant now) {
        return status.updatedAt().plus(silence).isBefore(now);
    }

    /** All tasks of the last level are over, and only the verification is due. */
    private static boolean hasEnded(DropStatus.@Nullable Progress progress) {
        return progress != null
                && progress.level() == progress.levels() - 1
                && progress.completed() == progress.total();
    }
}
