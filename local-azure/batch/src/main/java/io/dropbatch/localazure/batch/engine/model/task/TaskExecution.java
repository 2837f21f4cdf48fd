package io.dropbatch.localazure.batch.engine.model.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The data of a task's runs. */
public record TaskExecution(
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Integer exitCode,
        @Nullable FailureInfo failure,
        @Nullable TaskResult result,
        int retryCount,
        @Nullable Instant lastRetryTime,
        int requeueCount,
        @Nullable Instant lastRequeueTime) {

    public static final TaskExecution NONE = new TaskExecution(null, null, null, null, null, 0, null, 0, null);

    public TaskExecution started(Instant now) {
        return new TaskExecution(now, null, null, null, null, retryCount, lastRetryTime, requeueCount, lastRequeueTime);
    }

    public TaskExecution retried(RunEnd end, Instant now) {
        return new TaskExecution(
                startTime, end.ended(), end.exitCode(), null, null, retryCount + 1, now, requeueCount, lastRequeueTime);
    }

    TaskExecution requeued(Instant now) {
        return new TaskExecution(null, null, null, null, null, retryCount, lastRetryTime, requeueCount + 1, now);
    }

    public TaskExecution ended(Instant now, @Nullable Integer code, @Nullable FailureInfo why) {
        TaskResult outcome = why == null ? TaskResult.SUCCESS : TaskResult.FAILURE;
        return new TaskExecution(
                startTime, now, code, why, outcome, retryCount, lastRetryTime, requeueCount, lastRequeueTime);
    }
}
