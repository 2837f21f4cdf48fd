package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;

/**
 * Some tasks of a job failed, no more than its workload tolerates: the outputs of all others are verified and described
 * by a manifest, which lists the missing tasks too. A type of its own, so that nobody takes the package for a whole one.
 *
 * @param container of the manifest and all outputs
 * @param manifest path of the manifest
 * @param manifestSha256 of the manifest's bytes
 * @param tasks of all levels, the missing ones included
 * @param missingTasks how many tasks failed
 * @param outputs and {@code bytes} of the last level: the result
 * @param failure which tasks failed and why
 */
public record OutputPartial(
        SubmissionId submission,
        String workload,
        JobId job,
        String container,
        String manifest,
        String manifestSha256,
        int tasks,
        int missingTasks,
        int outputs,
        long bytes,
        Failure failure,
        Instant acceptedAt,
        Instant readyAt)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
