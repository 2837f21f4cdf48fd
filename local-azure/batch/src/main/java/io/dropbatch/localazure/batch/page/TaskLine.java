package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A task's status in few words. */
record TaskLine(TaskStatus status) {

    String word() {
        if (status.state() != TaskState.COMPLETED) {
            return status.state().name().toLowerCase(Locale.ROOT);
        }
        return status.execution().failure() == null ? "succeeded" : "failed";
    }

    String exitCode() {
        Integer code = status.execution().exitCode();
        return code == null ? "" : code.toString();
    }

    String why() {
        FailureInfo failure = status.execution().failure();
        return failure == null ? "" : failure.code();
    }

    /** The duration of its last run, so far or in total; empty when it never ran. */
    Duration took(Instant now) {
        TaskExecution execution = status.execution();
        Instant start = execution.startTime();
        if (start == null) {
            return Duration.ZERO;
        }
        Instant end = execution.endTime();
        return Duration.between(start, end == null ? now : end);
    }
}
