package io.dropbatch.model.result;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a result package: every output of every task with the proof that it is what the task computed.
 *
 * @param levels how many tasks each level had; outputs of the last level are the result
 * @param outcome whether this is all that was asked for
 * @param missingTasks tasks that failed, and whose outputs are therefore not in the package
 * @param outputs of all levels, the map level first, sorted by task and path
 * @param failure why the package is not complete; absent when it is
 * @param causes why tasks failed, the most frequent reason first, at most five
 * @param notes for a person: how the drop was understood; manifests of earlier versions have none
 * @param ignored files of the drop that are no inputs
 * @param lateInputs files that came after the drop was accepted: no task got them
 * @param receipt what the job had cost when the package was written; absent when nothing was counted
 * @param attempts the attempts whose outputs are in it, the first one first; absent when there was only one
 * @param rounds those that were verified to their end; absent when map and merge run once
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
        PackageOutcome outcome,
        List<MissingTask> missingTasks,
        List<ManifestOutput> outputs,
        @Nullable Failure failure,
        List<FailureCause> causes,
        List<String> notes,
        IgnoredFiles ignored,
        LateInputs lateInputs,
        @Nullable CostReceipt receipt,
        @Nullable List<AttemptShare> attempts,
        @Nullable List<RoundSummary> rounds) {

    public static final String SCHEMA = "dropbatch/manifest/v1";

    /** Who computed and who checked what, in words. */
    public record Verification(String sha256, String bytes, String md5, String inputs) {}

    /**
     * @param blob within the outputs container
     * @param path as the task named it
     * @param inputs paths within the drop that the task was made from; none for a task that merges
     * @param rows those of its input, if the task was made from rows
     * @param parameters that it was run with, of a sweep, a row or a file's name, as far as they are short; absent when
     *     there are none
     */
    public record ManifestOutput(
            TaskId task,
            String run,
            String path,
            String blob,
            long bytes,
            String sha256,
            String md5,
            List<String> inputs,
            @Nullable RowRange rows,
            @Nullable Map<String, String> parameters) {

        public ManifestOutput {
            inputs = List.copyOf(Objects.requireNonNullElse(inputs, List.of()));
        }

        public TaskOrigin origin() {
            return new TaskOrigin(task, inputs, rows);
        }
    }

    /**
     * What one attempt at the submission has computed of what counts.
     *
     * @param tasks how many tasks; absent for the last attempt of a job that failed
     */
    public record AttemptShare(
            int attempt, JobId job, @Nullable Integer tasks) {}

    /**
     * One round of map and merge.
     *
     * @param round from 1
     * @param mapLevel the level of its tasks
     * @param mergeLevel its last level, whose outputs the next round was given
     * @param tasks on all of its levels
     * @param ended whether its merge wrote the file that ends the rounds
     */
    public record RoundSummary(int round, int mapLevel, int mergeLevel, int tasks, boolean ended) {}

    public ResultManifest {
        levels = List.copyOf(levels);
        outputs = List.copyOf(outputs);
        // A manifest that an earlier version wrote has neither.
        outcome = Objects.requireNonNullElse(outcome, failure == null ? PackageOutcome.READY : PackageOutcome.FAILED);
        missingTasks = List.copyOf(Objects.requireNonNullElse(missingTasks, List.of()));
        causes = List.copyOf(Objects.requireNonNullElse(causes, List.of()));
        notes = notes == null ? List.of() : List.copyOf(notes);
        ignored = ignored == null ? IgnoredFiles.NONE : ignored;
        lateInputs = lateInputs == null ? LateInputs.NONE : lateInputs;
        attempts = attempts == null ? null : List.copyOf(attempts);
        rounds = rounds == null ? null : List.copyOf(rounds);
    }

    /** The manifest of an only attempt, without rounds. */
    public ResultManifest(
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
            PackageOutcome outcome,
            List<MissingTask> missingTasks,
            List<ManifestOutput> outputs,
            @Nullable Failure failure,
            List<FailureCause> causes,
            List<String> notes,
            IgnoredFiles ignored,
            LateInputs lateInputs,
            @Nullable CostReceipt receipt) {
        this(
                schema,
                submission,
                workload,
                attempt,
                job,
                trigger,
                acceptedAt,
                verifiedAt,
                levels,
                verification,
                outcome,
                missingTasks,
                outputs,
                failure,
                causes,
                notes,
                ignored,
                lateInputs,
                receipt,
                null,
                null);
    }
}
