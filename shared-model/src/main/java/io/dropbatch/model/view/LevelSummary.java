package io.dropbatch.model.view;

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
 */
public record LevelSummary(
        int level,
        int tasks,
        int succeeded,
        int failed,
        boolean verified,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
