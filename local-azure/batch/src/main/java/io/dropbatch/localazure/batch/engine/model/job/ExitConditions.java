package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task's options for each way it may end. A listed exit code takes precedence over a range, a range over the kind of
 * error, and that over the default.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add#exitconditions">Exit conditions</a>
 */
public record ExitConditions(
        List<Codes> codes,
        @Nullable ExitOptions preProcessingError,
        @Nullable ExitOptions fileUploadError,
        @Nullable ExitOptions otherwise) {

    public static final ExitConditions NONE = new ExitConditions(List.of(), null, null, null);

    private static final String PROPERTY = "exitConditions";

    public ExitConditions {
        codes = List.copyOf(codes);
    }

    /** Reads the exit conditions of a task. */
    public static ExitConditions read(RequestDocument task, JobDefinition job) {
        RequestDocument document = task.object(PROPERTY).orElse(null);
        if (document == null) {
            return NONE;
        }
        List<Codes> codes = new ArrayList<>();
        for (RequestDocument mapping : document.list("exitCodes")) {
            int code = integer(mapping, "code");
            codes.add(new Codes(code, code, options(mapping, job)));
        }
        for (RequestDocument mapping : document.list("exitCodeRanges")) {
            int start = integer(mapping, "start");
            int end = integer(mapping, "end");
            if (end < start) {
                throw mapping.invalid("end", "A range must not end before it starts.");
            }
            codes.add(new Codes(start, end, options(mapping, job)));
        }
        return new ExitConditions(
                codes,
                error(document, "preProcessingError", job),
                error(document, "fileUploadError", job),
                error(document, "default", job));
    }

    /** The options for the way a task's last run ended. */
    public ExitOptions after(TaskExecution execution) {
        Integer code = execution.exitCode();
        for (Codes mapping : codes) {
            if (code != null && mapping.start <= code && code <= mapping.end) {
                return mapping.options.forExitCode(code);
            }
        }
        FailureInfo failure = execution.failure();
        if (failure == null) {
            return ExitOptions.unstated(true);
        }
        ExitOptions kind = kind(code, failure);
        if (kind != null) {
            return kind;
        }
        return otherwise == null ? ExitOptions.unstated(false) : otherwise;
    }

    private @Nullable ExitOptions kind(@Nullable Integer code, FailureInfo failure) {
        if (failure.isEnded() || failure.isExitCode()) {
            return null;
        }
        return code == null ? preProcessingError : fileUploadError;
    }

    private static ExitOptions options(RequestDocument mapping, JobDefinition job) {
        RequestDocument options = mapping.object("exitOptions").orElse(null);
        if (options == null) {
            throw mapping.missing("exitOptions");
        }
        return ExitOptions.read(options, job);
    }

    private static @Nullable ExitOptions error(RequestDocument document, String name, JobDefinition job) {
        return document.object(name)
                .map(options -> ExitOptions.read(options, job))
                .orElse(null);
    }

    private static int integer(RequestDocument document, String name) {
        if (!document.has(name)) {
            throw document.missing(name);
        }
        return document.integer(name, 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The options for a range of exit codes. */
    record Codes(int start, int end, ExitOptions options) {}
}
