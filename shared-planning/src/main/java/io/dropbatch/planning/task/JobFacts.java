package io.dropbatch.planning.task;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.CarriedTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a job that never change, but for the number of tasks of a drop that is split: it is known later.
 *
 * @param tenant who shares the account fairly with other tenants
 * @param drop {@code <workload>/<drop>}: the name that people know it by
 * @param levels the number of tasks on each level
 * @param triggeredAt when the trigger of the drop was uploaded; absent in rows that an earlier version wrote
 * @param wallClock how long it may run; absent in rows that an earlier version wrote
 * @param mapLevel which level is the map; absent for the first
 * @param carried what a retried job takes over from the attempts before it; absent for a first attempt
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record JobFacts(
        JobId job,
        String workload,
        String tenant,
        String drop,
        int priority,
        Instant acceptedAt,
        List<Integer> levels,
        @Nullable Instant triggeredAt,
        @Nullable Duration wallClock,
        @Nullable Integer mapLevel,
        @Nullable CarriedTasks carried,
        @Nullable Integer rounds) {

    public JobFacts {
        // Rows that an earlier version wrote have neither.
        tenant = Objects.requireNonNullElse(tenant, workload);
        drop = Objects.requireNonNullElse(drop, job.submission().value());
        levels = List.copyOf(levels);
    }

    /** The facts of a job whose trigger nobody asks about. */
    public JobFacts(
            JobId job,
            String workload,
            String tenant,
            String drop,
            int priority,
            Instant acceptedAt,
            List<Integer> levels) {
        this(job, workload, tenant, drop, priority, acceptedAt, levels, null, null, null, null, null);
    }

    /** The facts of a first attempt whose first level is the map. */
    public JobFacts(
            JobId job,
            String workload,
            String tenant,
            String drop,
            int priority,
            Instant acceptedAt,
            List<Integer> levels,
            @Nullable Instant triggeredAt,
            @Nullable Duration wallClock) {
        this(job, workload, tenant, drop, priority, acceptedAt, levels, triggeredAt, wallClock, null, null, null);
    }

    public SubmissionId submission() {
        return job.submission();
    }

    public int tasks(int level) {
        return levels.get(level);
    }

    /** Whether the level after this one has to be planned before it can begin. */
    public boolean isBeforeMap(int level) {
        return mapLevel != null && level < mapLevel;
    }

    /** The same job, now that the number of its tasks is known. */
    public JobFacts planned(List<Integer> nowLevels) {
        return new JobFacts(
                job,
                workload,
                tenant,
                drop,
                priority,
                acceptedAt,
                nowLevels,
                triggeredAt,
                wallClock,
                mapLevel,
                carried,
                rounds);
    }

    /** The level that the job begins with on Batch. */
    public int firstLevel() {
        return carried == null ? 0 : carried.level();
    }

    /** Whether some tasks of the level are not run, because an earlier attempt has. */
    public boolean carries(int level) {
        return carried != null && carried.on(level) > 0;
    }

    /** How many tasks of the level are run. */
    public int tasksToRun(int level) {
        return tasks(level) - (carried == null ? 0 : carried.on(level));
    }
}
