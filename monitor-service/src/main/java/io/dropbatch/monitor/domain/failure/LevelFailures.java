package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.Failure;
import java.time.Duration;

/** Explains why a level failed. */
public final class LevelFailures {

    private LevelFailures() {}

    /**
     * The level's failure, in the words of the first task that failed.
     *
     * @param first what happened to that task
     */
    public static Failure of(int failed, int tasks, Failure first) {
        String message =
                "%d of %d tasks failed; first: task %s: %s".formatted(failed, tasks, first.task(), first.message());
        return new Failure(first.code(), message, first.task(), first.exitCode(), first.stderrTail(), first.log());
    }

    /** The reason that kept a job from going on for too long. */
    public static Failure givenUp(Failure reason, Duration patience) {
        return Failure.of(
                reason.code(), reason.message() + " Given up after " + inWords(patience) + " without progress.");
    }

    private static String inWords(Duration duration) {
        return duration.compareTo(Duration.ofMinutes(1)) < 0
                ? duration.toSeconds() + " seconds"
                : duration.toMinutes() + " minutes";
    }
}
