package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;

/**
 * How far a level has come; announced at most once a second for each job.
 *
 * @param completed tasks that ended, failed ones included
 */
public record JobProgressed(
        SubmissionId submission,
        String workload,
        JobId job,
        int level,
        int levels,
        int total,
        int completed,
        int failed)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level + ":" + completed;
    }
}
