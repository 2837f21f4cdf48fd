package io.dropbatch.localazure.batch.engine.model.task;

/** How a completed task ended. */
public enum TaskResult {
    SUCCESS,
    FAILURE
}
