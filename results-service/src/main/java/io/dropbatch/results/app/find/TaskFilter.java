package io.dropbatch.results.app.find;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.view.TaskSummary;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks somebody looks for.
 *
 * @param state absent for any
 * @param level absent for all
 * @param failure why they failed; absent for any reason, and for those that did not
 * @param cause the place of one of the causes that the drop's status tells, from 0; absent for any
 * @param text is part of the task's name, of one of its inputs or of its last words, in any case; absent for any
 */
public record TaskFilter(
        TaskSummary.@Nullable State state,
        @Nullable Integer level,
        @Nullable FailureCode failure,
        @Nullable Integer cause,
        @Nullable String text) {

    public static final TaskFilter ANY = new TaskFilter(null, null, null, null, null);

    public TaskFilter {
        text = text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    boolean mayHold(int anyLevel) {
        return level == null || level == anyLevel;
    }

    /** Whether the task may be one of them, by its record alone, which is absent while it has not ended. */
    boolean mayMatch(@Nullable TaskRecord record) {
        return (state == null || state == stateOf(record)) && (failure == null || failedFor(record, failure));
    }

    boolean matches(TaskSummary task) {
        return text == null
                || holds(task.name(), text)
                || holds(task.lastWords(), text)
                || task.inputs().stream().anyMatch(input -> holds(input, text));
    }

    static TaskSummary.State stateOf(@Nullable TaskRecord record) {
        if (record == null) {
            return TaskSummary.State.OPEN;
        }
        return record.success() ? TaskSummary.State.SUCCEEDED : TaskSummary.State.FAILED;
    }

    private static boolean failedFor(@Nullable TaskRecord record, FailureCode code) {
        Failure why = record == null ? null : record.failure();
        return why != null && why.code() == code;
    }

    private static boolean holds(@Nullable String place, String part) {
        return place != null && place.toLowerCase(Locale.ROOT).contains(part);
    }
}
