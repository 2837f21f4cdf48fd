package io.dropbatch.monitor.app;

import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.monitor.domain.Watching;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a look.
 *
 * @param watch the level as it is known now; absent when the job is not watched
 * @param next a look that has to follow at once
 */
record Looked(
        @Nullable Watch watch,
        int found,
        int recovered,
        @Nullable Look next) {

    static Looked nothing() {
        return new Looked(null, 0, 0, null);
    }

    /** The level, if it is still waited for. */
    Optional<Watching> watching() {
        return watch instanceof Watching watching ? Optional.of(watching) : Optional.empty();
    }
}
