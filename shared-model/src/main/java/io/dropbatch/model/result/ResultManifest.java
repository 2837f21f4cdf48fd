package io.dropbatch.model.result;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a result package: every output of every task with the proof that it is what the task computed.
 *
 * @param levels how many tasks each level had; outputs of the last level are the result
 * @param outputs of all levels, the map level first, sorted by task and path
 * @param failure why the package is not complete; absent when it is
 * @param notes for a person: how the drop was understood; manifests of earlier versions have none
 * @param ignored files of the drop that are no inputs
 * @param lateInputs files that came after the drop was accepted: no task got them
 */
public record ResultManifest(
        String schema,
        SubmissionId submission,
        String workload,
        int attempt,
        JobId job,
        DropTrigger trigger,
        Instant acceptedAt,
        Instant verifiedAt,
        List<Integer> levels,
        Verification verification,
        List<ManifestOutput> outputs,
        @Nullable Failure failure,
        List<String> notes,
        IgnoredFiles ignored,
        LateInputs lateInputs) {

    public static final String SCHEMA = "dropbatch/manifest/v1";

    /** Who computed and who checked what, in words. */
    public record Verification(String sha256, String bytes, String md5, String inputs) {}

    /**
     * @param blob within the outputs container
     * @param path as the task named it
     */
    public record ManifestOutput(
            TaskId task, String run, String path, String blob, long bytes, String sha256, String md5) {}

    public ResultManifest {
        levels = List.copyOf(levels);
        outputs = List.copyOf(outputs);
        notes = notes == null ? List.of() : List.copyOf(notes);
        ignored = ignored == null ? IgnoredFiles.NONE : ignored;
        lateInputs = lateInputs == null ? LateInputs.NONE : lateInputs;
    }
}
