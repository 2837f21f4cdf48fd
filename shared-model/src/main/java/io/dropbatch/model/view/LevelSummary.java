package io.dropbatch.model.view;

import io.dropbatch.model.plan.LevelOrder;
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
 * @param levels of all rounds, and {@code rounds}: how many there are at most; absent when map and merge run once
 */
public record LevelSummary(
        int level,
        int tasks,
        int succeeded,
        int failed,
        boolean verified,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer mapLevel,
        @Nullable Integer levels,
        @Nullable Integer rounds) {

    /** What the tasks of the level are there for. */
    public LevelRole role() {
        return LevelOrder.of(levels == null ? level + 1 : levels, mapLevel, rounds)
                .role(level);
    }
}
