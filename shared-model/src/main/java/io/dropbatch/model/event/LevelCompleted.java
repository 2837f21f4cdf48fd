package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.LevelOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * No task of a level will change any more: all have ended, or the level cannot succeed any more and is given up.
 *
 * @param records path, within the system container, of Batch's record of every task that ended
 * @param failure why the level failed; absent when every task succeeded, or no more failed than the workload tolerates
 * @param mapLevel which level is the map; absent for the first
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record LevelCompleted(
        SubmissionId submission,
        String workload,
        JobId job,
        int level,
        int levels,
        int tasks,
        int succeeded,
        int failed,
        String records,
        Instant completedAt,
        @Nullable Failure failure,
        @Nullable Integer mapLevel,
        @Nullable Integer rounds)
        implements DomainEvent {

    /** The event of a job whose first level is the map. */
    public LevelCompleted(
            SubmissionId submission,
            String workload,
            JobId job,
            int level,
            int levels,
            int tasks,
            int succeeded,
            int failed,
            String records,
            Instant completedAt,
            @Nullable Failure failure) {
        this(
                submission,
                workload,
                job,
                level,
                levels,
                tasks,
                succeeded,
                failed,
                records,
                completedAt,
                failure,
                null,
                null);
    }

    /** What each level is there for. */
    public LevelOrder order() {
        return LevelOrder.of(levels, mapLevel, rounds);
    }

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level;
    }
}
