package io.dropbatch.model.view;

import io.dropbatch.model.plan.LevelRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a level has come.
 *
 * @param level from 0
 * @param succeeded and {@code failed}: how many tasks have ended so
 * @param verified whether its outputs are known to be sound
 * @param startedAt when its first task began; absent until the level has ended
 * @param endedAt when its last task ended; absent until the level has ended
 * @param mapLevel which level is the map; absent for the first
 */
public record LevelSummary(
        int level,
        int tasks,
        int succeeded,
        int failed,
        boolean verified,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer mapLevel) {

    /** The summary of a job whose first level is the map. */
    public LevelSummary(
            int level,
            int tasks,
            int succeeded,
            int failed,
            boolean verified,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        this(level, tasks, succeeded, failed, verified, startedAt, endedAt, null);
    }

    /** What the tasks of the level are there for. */
    public LevelRole role() {
        return LevelRole.of(level, mapLevel);
    }
}
