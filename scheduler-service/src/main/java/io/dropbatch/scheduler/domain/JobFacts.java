package io.dropbatch.scheduler.domain;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.List;

/**
 * The facts of a job that never change.
 *
 * @param levels the number of tasks on each level, the map first
 */
public record JobFacts(JobId job, String workload, int priority, Instant acceptedAt, List<Integer> levels) {

    public JobFacts {
        levels = List.copyOf(levels);
    }

    public SubmissionId submission() {
        return job.submission();
    }

    public int tasks(int level) {
        return levels.get(level);
    }
}
