package io.dropbatch.model.view;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task in a list of tasks.
 *
 * @param name what people know it by: its file, its rows, or its number
 * @param lastWords the last line that its command wrote to its standard error, if it failed
 * @param inputs paths within the drop that it was made from, the first {@value #MOST_INPUTS} of them
 * @param parameters that it was run with, of a sweep, a row or a file's name; absent when there are none
 */
public record TaskSummary(
        TaskId task,
        String name,
        State state,
        @Nullable Integer exitCode,
        @Nullable FailureCode code,
        @Nullable String message,
        @Nullable String lastWords,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int retries,
        List<String> inputs,
        @Nullable Map<String, String> parameters) {

    public static final int MOST_INPUTS = 50;

    public TaskSummary {
        // A service of an earlier version names none.
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
    }

    /** What is known of a task; all tasks of a level that has not ended are open. */
    public enum State {
        OPEN,
        SUCCEEDED,
        FAILED
    }
}
