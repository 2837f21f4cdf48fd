package io.dropbatch.localazure.batch.engine.task;

/** How a completed task ended. */
public enum TaskResult {
    SUCCESS,
    FAILURE
}
