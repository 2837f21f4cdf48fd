package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.LevelRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that runs on Batch.
 *
 * @param levels the number of tasks on each level
 * @param mapLevel which of them is the map; absent for the first
 */
public record WatchedJob(
        SubmissionId submission,
        String workload,
        JobId job,
        String pool,
        List<Integer> levels,
        @Nullable Integer mapLevel) {

    public WatchedJob {
        levels = List.copyOf(levels);
    }

    public static WatchedJob of(JobScheduled scheduled) {
        return new WatchedJob(
                scheduled.submission(),
                scheduled.workload(),
                scheduled.job(),
                scheduled.pool(),
                scheduled.levels(),
                scheduled.mapLevel());
    }

    /** Whether a failed task is nobody else's matter, because each is the submission of a file of its own. */
    public boolean hasIndependentTasks() {
        return submission.isRolling();
    }

    /** Whether the tasks of the level are those that a workload may tolerate to fail. */
    public boolean isMap(int level) {
        return LevelRole.of(level, mapLevel).kind() == LevelRole.Kind.MAP;
    }

    /** How many tasks the levels before the given one have. */
    public int tasksBefore(int level) {
        return levels.stream().limit(level).mapToInt(Integer::intValue).sum();
    }
}
