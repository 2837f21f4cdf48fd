package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;

/**
 * The first task of a job has begun; announced once, before the job's first progress.
 *
 * @param level from 0
 * @param tasks on this level
 */
public record JobStarted(
        SubmissionId submission, String workload, JobId job, int level, int levels, int tasks, Instant seenAt)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
