package io.dropbatch.monitor.domain;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.LevelRole;
import io.dropbatch.model.result.CarriedTasks;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A job that runs on Batch.
 *
 * @param levels the number of tasks on each level
 * @param mapLevel which of them is the map; absent for the first
 * @param carried what a retried job takes over, so that it is not on Batch; absent for a first attempt
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record WatchedJob(
        SubmissionId submission,
        String workload,
        JobId job,
        String pool,
        List<Integer> levels,
        @Nullable Integer mapLevel,
        @Nullable CarriedTasks carried,
        @Nullable Integer rounds) {

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
                scheduled.mapLevel(),
                scheduled.carried(),
                scheduled.rounds());
    }

    /** Whether a failed task is nobody else's matter, because each is the submission of a file of its own. */
    public boolean hasIndependentTasks() {
        return submission.isRolling();
    }

    /** Whether the tasks of the level are those that a workload may tolerate to fail. */
    public boolean isMap(int level) {
        return LevelOrder.of(levels.size(), mapLevel, rounds).role(level).kind() == LevelRole.Kind.MAP;
    }

    /** The first level that has tasks on Batch. */
    int firstLevel() {
        return carried == null ? 0 : carried.level();
    }

    /** How many tasks of a level an earlier attempt has computed, so that they are not on Batch. */
    int carriedOn(int level) {
        return carried == null ? 0 : carried.on(level);
    }

    /** How many tasks the levels before the given one have on Batch. */
    public int tasksBefore(int level) {
        return IntStream.range(firstLevel(), level)
                .map(before -> levels.get(before) - carriedOn(before))
                .sum();
    }
}
