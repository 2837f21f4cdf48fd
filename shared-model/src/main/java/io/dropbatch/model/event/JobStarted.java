package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first task of a job has begun; announced once, before the job's first progress.
 *
 * @param level from 0
 * @param tasks on this level
 * @param mapLevel which level is the map; absent for the first
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record JobStarted(
        SubmissionId submission,
        String workload,
        JobId job,
        int level,
        int levels,
        int tasks,
        Instant seenAt,
        @Nullable Integer mapLevel,
        @Nullable Integer rounds)
        implements DomainEvent {

    /** The event of a job whose first level is the map. */
    public JobStarted(
            SubmissionId submission, String workload, JobId job, int level, int levels, int tasks, Instant seenAt) {
        this(submission, workload, job, level, levels, tasks, seenAt, null, null);
    }

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
