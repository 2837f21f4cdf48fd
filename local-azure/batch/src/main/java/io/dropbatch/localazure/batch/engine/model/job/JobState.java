package io.dropbatch.localazure.batch.engine.model.job;

/** Where a job is in its life. */
public enum JobState {
    ACTIVE,
    DISABLING,
    DISABLED,
    TERMINATING,
    COMPLETED,
    DELETING
}
