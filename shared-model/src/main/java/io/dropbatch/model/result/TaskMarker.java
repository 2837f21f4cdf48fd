package io.dropbatch.model.result;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the task harness recorded about one run of a task, in {@code _task.json} beside the run's outputs. A hint about
 * success (only Batch's record decides) and the proof of what was computed.
 *
 * @param run unique among all runs of all tasks
 * @param node the Batch node
 * @param outputs with hashes computed on the node
 */
public record TaskMarker(
        SubmissionId submission,
        int attempt,
        TaskId task,
        String run,
        String node,
        Instant startedAt,
        Instant endedAt,
        int exitCode,
        List<Output> outputs,
        @Nullable MarkedFailure failure) {

    /** @param path relative to the task's working directory */
    public record Output(String path, long bytes, String sha256) {}

    /** @param stderrTail Base64 of the last bytes of the standard error: they need not be text */
    public record MarkedFailure(
            FailureCode code, String message, @Nullable String stderrTail) {}

    public TaskMarker {
        outputs = List.copyOf(outputs);
    }
}
