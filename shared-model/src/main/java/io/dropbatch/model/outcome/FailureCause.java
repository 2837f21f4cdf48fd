package io.dropbatch.model.outcome;

import io.dropbatch.model.text.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reason why tasks failed, told once for all of them.
 *
 * @param count how many tasks failed for it
 * @param tasks names of the first of them, as the user knows them: at most ten
 * @param lastWords the last line that the first of them wrote to its standard error
 * @param log the path of that task's whole log within the outputs container
 */
public record FailureCause(
        FailureCode code,
        String message,
        @Nullable Integer exitCode,
        int count,
        List<String> tasks,
        @Nullable String lastWords,
        @Nullable String log) {

    public FailureCause {
        message = Redaction.of(message);
        lastWords = lastWords == null ? null : Redaction.of(lastWords);
        tasks = List.copyOf(tasks);
    }
}
