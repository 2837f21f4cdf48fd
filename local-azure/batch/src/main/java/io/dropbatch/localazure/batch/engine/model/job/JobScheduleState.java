package io.dropbatch.localazure.batch.engine.model.job;

/** Where a job schedule is in its life. */
public enum JobScheduleState {
    ACTIVE,
    DISABLED,
    TERMINATING,
    COMPLETED,
    DELETING
}
