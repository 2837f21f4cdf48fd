package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;

/**
 * The outputs of a job are complete, verified and described by a manifest.
 *
 * @param container of the manifest and all outputs
 * @param manifest path of the manifest
 * @param manifestSha256 of the manifest's bytes
 * @param tasks of all levels
 * @param outputs and {@code bytes} of the last level: the result
 */
public record OutputReady(
        SubmissionId submission,
        String workload,
        JobId job,
        String container,
        String manifest,
        String manifestSha256,
        int tasks,
        int outputs,
        long bytes,
        Instant acceptedAt,
        Instant readyAt)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
