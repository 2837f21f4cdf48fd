package io.dropbatch.scheduler.app.port;

import io.dropbatch.scheduler.domain.ScheduledJob;

/**
 * A job as it was read.
 *
 * @param version what it has to be unchanged by when it is replaced
 */
public record StoredJob<J extends ScheduledJob>(J job, String version) {

    public <K extends ScheduledJob> StoredJob<K> as(K sameJob) {
        return new StoredJob<>(sameJob, version);
    }
}
