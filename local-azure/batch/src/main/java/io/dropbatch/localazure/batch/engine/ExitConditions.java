package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.engine.ExitOptions.DependencyAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task says about the ways it may end: a listed exit code counts before a range, a range before the kind of
 * error, and that before the default.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add#exitconditions">Exit conditions</a>
 */
record ExitConditions(
        List<Codes> codes,
        @Nullable ExitOptions preProcessingError,
        @Nullable ExitOptions fileUploadError,
        @Nullable ExitOptions otherwise) {

    private static final String PROPERTY = "exitConditions";
    private static final ExitConditions NONE = new ExitConditions(List.of(), null, null, null);

    ExitConditions {
        codes = List.copyOf(codes);
    }

    /** What a task of a job says. */
    static ExitConditions read(Document task, JobSpec job) {
        Document document = task.object(PROPERTY).orElse(null);
        if (document == null) {
            return NONE;
        }
        List<Codes> codes = new ArrayList<>();
        for (Document mapping : document.list("exitCodes")) {
            int code = integer(mapping, "code");
            codes.add(new Codes(code, code, options(mapping, job)));
        }
        for (Document mapping : document.list("exitCodeRanges")) {
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

    /** What a task that was accepted says; cheap for one that says nothing. */
    static ExitConditions of(Task task) {
        return task.may(Trait.EXIT_CONDITIONS)
                ? read(task.document(), task.job().spec())
                : NONE;
    }

    /** Whether a task has ended in a way that lets the tasks that depend on it run. */
    static boolean satisfies(Task task) {
        return task.state() == TaskState.COMPLETED
                && of(task).after(task.status().execution()).dependencyAction() == DependencyAction.SATISFY;
    }

    /** What follows from the way a task's last run ended. */
    ExitOptions after(Execution execution) {
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

    private static ExitOptions options(Document mapping, JobSpec job) {
        Document options = mapping.object("exitOptions").orElse(null);
        if (options == null) {
            throw mapping.missing("exitOptions");
        }
        return ExitOptions.read(options, job);
    }

    private static @Nullable ExitOptions error(Document document, String name, JobSpec job) {
        return document.object(name)
                .map(options -> ExitOptions.read(options, job))
                .orElse(null);
    }

    private static int integer(Document document, String name) {
        if (!document.has(name)) {
            throw document.missing(name);
        }
        return document.integer(name, 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** What follows when an exit code lies between two. */
    record Codes(int start, int end, ExitOptions options) {}
}
