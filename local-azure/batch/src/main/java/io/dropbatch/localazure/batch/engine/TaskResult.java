package io.dropbatch.localazure.batch.engine;

/** How a completed task ended. */
public enum TaskResult {
    SUCCESS,
    FAILURE
}
