package io.dropbatch.monitor.app;

import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a look.
 *
 * @param watch the level as it is known now; absent when the job is not watched
 * @param next a look that has to follow at once
 */
record PollResult(
        @Nullable LevelWatch watch,
        int found,
        int recovered,
        @Nullable PollKind next) {

    static PollResult nothing() {
        return new PollResult(null, 0, 0, null);
    }

    /** The level, if it is still waited for. */
    Optional<WatchedLevel> watching() {
        return watch instanceof WatchedLevel watched ? Optional.of(watched) : Optional.empty();
    }
}
