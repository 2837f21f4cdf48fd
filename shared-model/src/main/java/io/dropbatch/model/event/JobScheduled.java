package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.result.CarriedTasks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All tasks of one level of a job are on Batch. The event for level 0 means that the job has begun.
 *
 * @param level from 0
 * @param tasks on this level
 * @param levels the number of tasks on each level
 * @param mapLevel which of them is the map; absent for the first
 * @param carried what a retried job takes over, so that Batch has fewer tasks; absent for a first attempt
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record JobScheduled(
        SubmissionId submission,
        String workload,
        JobId job,
        String pool,
        int level,
        int tasks,
        List<Integer> levels,
        Instant scheduledAt,
        @Nullable Integer mapLevel,
        @Nullable CarriedTasks carried,
        @Nullable Integer rounds)
        implements DomainEvent {

    public JobScheduled {
        levels = List.copyOf(levels);
    }

    /** A level of a first attempt whose first level is the map. */
    public JobScheduled(
            SubmissionId submission,
            String workload,
            JobId job,
            String pool,
            int level,
            int tasks,
            List<Integer> levels,
            Instant scheduledAt) {
        this(submission, workload, job, pool, level, tasks, levels, scheduledAt, null, null, null);
    }

    /** How many tasks of the level are not on Batch, because an earlier attempt has computed them. */
    public int carriedTasks() {
        return carried == null ? 0 : carried.on(level);
    }

    /** What each level is there for. */
    public LevelOrder order() {
        return LevelOrder.of(levels.size(), mapLevel, rounds);
    }

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level;
    }
}
