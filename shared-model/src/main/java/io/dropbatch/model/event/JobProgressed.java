package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * How far a level has come; announced at most once a second for each job.
 *
 * @param completed tasks that ended, failed ones included
 * @param mapLevel which level is the map; absent for the first
 * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
 */
public record JobProgressed(
        SubmissionId submission,
        String workload,
        JobId job,
        int level,
        int levels,
        int total,
        int completed,
        int failed,
        @Nullable Integer mapLevel,
        @Nullable Integer rounds)
        implements DomainEvent {

    /** The event of a job whose first level is the map. */
    public JobProgressed(
            SubmissionId submission,
            String workload,
            JobId job,
            int level,
            int levels,
            int total,
            int completed,
            int failed) {
        this(submission, workload, job, level, levels, total, completed, failed, null, null);
    }

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level + ":" + completed;
    }
}
