package io.dropbatch.model.result;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that failed, so that the package has none of its outputs.
 *
 * @param inputs as for an output
 * @param rows as for an output
 * @param lastWords the last line that the command wrote to its standard error
 * @param log the path of its whole log within the outputs container
 * @param parameters as for an output
 */
public record MissingTask(
        TaskId task,
        List<String> inputs,
        @Nullable RowRange rows,
        FailureCode code,
        String message,
        @Nullable Integer exitCode,
        @Nullable String lastWords,
        @Nullable String log,
        @Nullable Map<String, String> parameters) {

    public MissingTask {
        inputs = List.copyOf(Objects.requireNonNullElse(inputs, List.of()));
    }

    public TaskOrigin origin() {
        return new TaskOrigin(task, inputs, rows);
    }
}
