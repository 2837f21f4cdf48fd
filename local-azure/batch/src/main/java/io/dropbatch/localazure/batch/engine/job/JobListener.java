package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;

/** Gets events about jobs under the account's lock, so that their schedules can continue. */
@FunctionalInterface
public interface JobListener {

    /** A job has completed or was deleted. */
    void jobEnded(BatchJobId id);
}
