package io.dropbatch.localazure.batch.protocol.document;

import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskResult;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The properties of runs of special tasks (start, preparation, release) that can be filtered on. */
final class ExecutionProperties {

    private ExecutionProperties() {}

    /** The properties of an execution inside another thing; an execution that has not begun is absent. */
    static <V> Map<String, Function<V, @Nullable Object>> of(
            String name, Function<V, @Nullable TaskExecution> executions) {
        Function<V, @Nullable TaskExecution> begun = thing -> {
            TaskExecution execution = executions.apply(thing);
            return execution == null || execution.startTime() == null ? null : execution;
        };
        return Map.of(
                name + "/state", read(begun, execution -> execution.endTime() == null ? "running" : "completed"),
                name + "/startTime", read(begun, TaskExecution::startTime),
                name + "/endTime", read(begun, TaskExecution::endTime),
                name + "/exitCode", read(begun, TaskExecution::exitCode),
                name + "/result", read(begun, ExecutionProperties::result),
                name + "/retryCount", read(begun, TaskExecution::retryCount));
    }

    private static <V> Function<V, @Nullable Object> read(
            Function<V, @Nullable TaskExecution> executions, Function<TaskExecution, @Nullable Object> property) {
        return thing -> {
            TaskExecution execution = executions.apply(thing);
            return execution == null ? null : property.apply(execution);
        };
    }

    private static @Nullable Object result(TaskExecution execution) {
        TaskResult result = execution.result();
        return result == null ? null : result.name().toLowerCase(Locale.ROOT);
    }
}
