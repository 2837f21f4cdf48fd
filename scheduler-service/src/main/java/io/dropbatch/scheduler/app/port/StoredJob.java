package io.dropbatch.scheduler.app.port;

import io.dropbatch.scheduler.domain.ScheduledJob;

/**
 * A job as it was read.
 *
 * @param version of the row; replacing the job fails when the row has another version
 */
public record StoredJob<J extends ScheduledJob>(J job, String version) {

    public <K extends ScheduledJob> StoredJob<K> as(K sameJob) {
        return new StoredJob<>(sameJob, version);
    }
}
