package io.dropbatch.localazure.batch.engine.model.job;

/** The states of a job schedule. */
public enum JobScheduleState {
    ACTIVE,
    DISABLED,
    TERMINATING,
    COMPLETED,
    DELETING
}
