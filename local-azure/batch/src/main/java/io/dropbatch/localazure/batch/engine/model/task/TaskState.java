package io.dropbatch.localazure.batch.engine.model.task;

/** Where a task is in its life. */
public enum TaskState {
    ACTIVE,
    PREPARING,
    RUNNING,
    COMPLETED
}
