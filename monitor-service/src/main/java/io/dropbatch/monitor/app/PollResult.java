package io.dropbatch.monitor.app;

import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a look.
 *
 * @param watch the level as it is known now; absent when the job is not watched
 * @param next the look that must follow at once, if any
 */
record PollResult(
        @Nullable LevelWatch watch,
        int found,
        int recovered,
        @Nullable PollKind next) {

    static PollResult nothing() {
        return new PollResult(null, 0, 0, null);
    }

    /** The level, if it is still open. */
    Optional<WatchedLevel> watching() {
        return watch instanceof WatchedLevel watched ? Optional.of(watched) : Optional.empty();
    }
}
