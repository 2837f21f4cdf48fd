package io.dropbatch.scheduler.domain;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The facts of a job that never change.
 *
 * @param tenant who shares the account fairly with other tenants
 * @param drop {@code <workload>/<drop>}: the name that people know it by
 * @param levels the number of tasks on each level, the map first
 */
public record JobFacts(
        JobId job,
        String workload,
        String tenant,
        String drop,
        int priority,
        Instant acceptedAt,
        List<Integer> levels) {

    public JobFacts {
        // Rows that an earlier version wrote have neither.
        tenant = Objects.requireNonNullElse(tenant, workload);
        drop = Objects.requireNonNullElse(drop, job.submission().value());
        levels = List.copyOf(levels);
    }

    public SubmissionId submission() {
        return job.submission();
    }

    public int tasks(int level) {
        return levels.get(level);
    }
}
