package io.dropbatch.localazure.batch.engine.job;

/** Where a job is in its life. */
public enum JobState {
    ACTIVE,
    DISABLING,
    DISABLED,
    TERMINATING,
    COMPLETED,
    DELETING
}
