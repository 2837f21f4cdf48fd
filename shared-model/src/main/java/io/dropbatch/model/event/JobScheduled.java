package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.List;

/**
 * All tasks of one level of a job are on Batch. The event for level 0 means that the job has begun.
 *
 * @param level from 0
 * @param tasks on this level
 * @param levels the number of tasks on each level
 */
public record JobScheduled(
        SubmissionId submission,
        String workload,
        JobId job,
        String pool,
        int level,
        int tasks,
        List<Integer> levels,
        Instant scheduledAt)
        implements DomainEvent {

    public JobScheduled {
        levels = List.copyOf(levels);
    }

    @Override
    public String occurrence() {
        return job.attempt() + ":" + level;
    }
}
