package io.dropbatch.localazure.batch.engine.model.job;

/** The states of a job. */
public enum JobState {
    ACTIVE,
    DISABLING,
    DISABLED,
    TERMINATING,
    COMPLETED,
    DELETING
}
