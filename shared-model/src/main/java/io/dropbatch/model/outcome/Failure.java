package io.dropbatch.model.outcome;

import io.dropbatch.model.text.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * A failure in words that its reader can act on. Text of others gets into events and status files as part of a failure
 * only, so this is where secrets are taken out of it.
 *
 * @param message one or two sentences: what, where and what to do
 * @param task the id of the task that failed first, when a task is to blame
 * @param exitCode of the command, when it ran
 * @param stderrTail the last lines that the command wrote to its standard error
 * @param log the path of the whole log within the outputs container
 */
public record Failure(
        FailureCode code,
        String message,
        @Nullable String task,
        @Nullable Integer exitCode,
        @Nullable String stderrTail,
        @Nullable String log) {

    public Failure {
        message = Redaction.of(message);
        stderrTail = stderrTail == null ? null : Redaction.of(stderrTail);
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, null, null, null, null);
    }

    public Failure inTask(String failed) {
        return new Failure(code, message, failed, exitCode, stderrTail, log);
    }
}
