package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains why a task failed: by the harness's marker when the command was reached, otherwise by Batch's record. */
public final class TaskFailures {

    private static final int KILLED = 137;
    private static final BatchProblem NO_WORDS = BatchProblem.of(FailureCode.USER_EXIT, "", "");

    private TaskFailures() {}

    public static Failure of(EndedTask task, Optional<RunMarker> run) {
        return run.filter(marked -> harnessDecided(task, marked))
                .flatMap(marked -> ofMarker(task, marked))
                .orElseGet(() -> ofBatch(task, run));
    }

    /**
     * A marker says nothing about trouble before the harness began or after it ended; it may belong to an earlier run. A
     * harness that was told to stop does not know why: Batch does, if it ended the task.
     */
    private static boolean harnessDecided(EndedTask task, RunMarker run) {
        BatchProblem problem = task.trouble();
        return problem == null
                || problem.code() == FailureCode.USER_EXIT
                || (problem.code() == FailureCode.TIMEOUT && !wasStopped(run));
    }

    private static boolean wasStopped(RunMarker run) {
        TaskMarker.MarkedFailure failure = run.marker().failure();
        return failure != null && failure.code() == FailureCode.CANCELLED;
    }

    private static Optional<Failure> ofMarker(EndedTask task, RunMarker run) {
        TaskMarker.MarkedFailure failure = run.marker().failure();
        if (failure == null) {
            return Optional.empty();
        }
        Integer exitCode =
                failure.code() == FailureCode.USER_EXIT ? (Integer) run.marker().exitCode() : null;
        return Optional.of(new Failure(
                failure.code(),
                ErrorText.plain(failure.message()),
                task.id().value(),
                exitCode,
                tailOf(failure),
                run.log()));
    }

    private static @Nullable String tailOf(TaskMarker.MarkedFailure failure) {
        return failure.stderrTail() == null ? null : ErrorText.tail(failure.stderrTail());
    }

    private static Failure ofBatch(EndedTask task, Optional<RunMarker> run) {
        BatchProblem problem = task.trouble() == null ? NO_WORDS : task.trouble();
        FailureCode code = problem.code();
        Integer exitCode = code == FailureCode.USER_EXIT ? task.exitCode() : null;
        String log = run.map(RunMarker::log).orElse(null);
        return new Failure(
                code,
                sentence(code, problem, task.exitCode()),
                task.id().value(),
                exitCode,
                tailOfStopped(code, run),
                log);
    }

    /** The last lines of a run that Batch ended and whose harness could still tell them. */
    private static @Nullable String tailOfStopped(FailureCode code, Optional<RunMarker> run) {
        boolean ended = code == FailureCode.TIMEOUT || code == FailureCode.CANCELLED;
        return run.filter(marked -> ended && wasStopped(marked))
                .map(marked -> marked.marker().failure())
                .map(TaskFailures::tailOf)
                .orElse(null);
    }

    private static String sentence(FailureCode code, BatchProblem problem, @Nullable Integer exitCode) {
        return switch (code) {
            case USER_EXIT -> exited(exitCode);
            case TIMEOUT -> "Batch ended the task: it ran longer than its limit and the time allowed for transfers.";
            case CANCELLED -> "The task was ended on Batch by somebody.";
            case INPUT_MISSING ->
                "A file that the task needs" + file(problem)
                        + " was not in storage when the node fetched it: it was deleted after the drop was accepted.";
            case UPLOAD -> "The node could not upload the task's files" + said(problem);
            case APPLICATION_MISSING -> "The node could not start the task" + said(problem);
            default -> "Batch could not run the task" + said(problem);
        };
    }

    private static String exited(@Nullable Integer exitCode) {
        if (exitCode == null) {
            return "The task failed without an exit code.";
        }
        return exitCode == KILLED
                ? "The task was killed (exit code 137): most often the node ran out of memory."
                : "The task ended with exit code " + exitCode + ".";
    }

    private static String file(BatchProblem problem) {
        String path = problem.details().get("FilePath");
        return path == null ? "" : " ('" + ErrorText.plain(path) + "')";
    }

    private static String said(BatchProblem problem) {
        return ": Batch says " + problem.name() + ", " + ErrorText.message(problem);
    }
}
