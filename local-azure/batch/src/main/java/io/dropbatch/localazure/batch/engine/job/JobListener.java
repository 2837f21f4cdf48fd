package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;

/** Is told under the account's lock what has happened to jobs, so that their schedules can go on. */
@FunctionalInterface
public interface JobListener {

    /** A job has completed or is gone. */
    void jobEnded(BatchJobId id);
}
