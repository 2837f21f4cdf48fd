package io.dropbatch.localazure.batch.engine.model.task;

/** The states of a task. */
public enum TaskState {
    ACTIVE,
    PREPARING,
    RUNNING,
    COMPLETED
}
