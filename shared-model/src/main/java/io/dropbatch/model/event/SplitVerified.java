package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;

/**
 * A drop was split and the outputs of that are sound: its map level can be planned.
 *
 * @param outputs path, within the system container, of the record of verified outputs
 */
public record SplitVerified(SubmissionId submission, String workload, JobId job, String outputs)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
