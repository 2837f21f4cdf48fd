package io.dropbatch.results.domain;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a task's node recorded with what storage holds. */
public final class TaskCheck {

    private static final Duration STORAGE_CLOCK = Duration.ofSeconds(5);

    private final RunChoice choice;

    public TaskCheck(RunChoice choice) {
        this.choice = choice;
    }

    /** The failure of a task that Batch's record does not hold. */
    public static Failure objection(EvidenceEntry.Unaccounted unaccounted) {
        return Failure.of(
                        FailureCode.PLATFORM,
                        "Task " + unaccounted.task()
                                + " is not in Batch's record of its level, so nobody knows how it ended.")
                .inTask(unaccounted.task().value());
    }

    /** The failure of a blob that no task can have uploaded. */
    public static Failure objection(EvidenceEntry.Stray stray) {
        return added(stray.blob(), null);
    }

    /** The failure of a task whose outputs are not any more what they were when a retried job took them over. */
    public static Failure objection(CarriedTask carried) {
        return Failure.of(
                        FailureCode.UPLOAD,
                        "The outputs of task " + carried.task() + " under "
                                + carried.outputs().taskFolder()
                                + " are not any more what they were when the retry took them over. Retry again: the task"
                                + " is then run anew.")
                .inTask(carried.task().value());
    }

    /** @param runs all runs of the task whose markers could be read */
    public TaskVerdict judge(TaskRecord record, TaskFolder folder, List<MarkedRun> runs) {
        if (!record.success()) {
            return new TaskVerdict.Failed(record, failureOf(record));
        }
        Optional<MarkedRun> run = choice.choose(record, runs);
        if (run.isEmpty()) {
            return new TaskVerdict.Unsound(noRun(record, folder));
        }
        return judge(record, folder, run.get());
    }

    private TaskVerdict judge(TaskRecord record, TaskFolder folder, MarkedRun run) {
        Map<String, StoredBlob> stored = byPath(folder.in(run.base()));
        List<VerifiedOutput> outputs = new ArrayList<>();
        List<OutputRehash> late = new ArrayList<>();
        for (TaskMarker.Output output : run.marker().outputs()) {
            StoredBlob blob = stored.get(run.outputs() + output.path());
            Optional<Failure> objection = objection(record.task(), run, output, blob);
            if (objection.isPresent() || blob == null) {
                return new TaskVerdict.Unsound(objection.orElseThrow());
            }
            outputs.add(new VerifiedOutput(output.path(), output.bytes(), output.sha256(), blob.md5()));
            if (isLate(blob, record.endedAt())) {
                late.add(new OutputRehash(blob.path(), blob.bytes(), output.sha256()));
            }
        }
        Optional<StoredBlob> foreign = foreign(folder, run);
        if (foreign.isPresent()) {
            return new TaskVerdict.Unsound(added(foreign.get(), record.task()));
        }
        VerifiedTask task = new VerifiedTask(record.task(), run.marker().run(), run.base(), outputs);
        return new TaskVerdict.Sound(task, late);
    }

    private static Optional<Failure> objection(
            TaskId task, MarkedRun run, TaskMarker.Output output, @Nullable StoredBlob blob) {
        String path = run.outputs() + output.path();
        if (blob == null) {
            return Optional.of(Failure.of(
                            FailureCode.OUTPUT_MISSING,
                            "The output %s of task %s is gone: its task uploaded it, and somebody deleted %s since."
                                    .formatted(output.path(), task, path))
                    .inTask(task.value()));
        }
        if (blob.bytes() != output.bytes()) {
            return Optional.of(Failure.of(
                            FailureCode.UPLOAD,
                            "The output %s of task %s has %d bytes, its task computed %d: %s was cut short or replaced."
                                    .formatted(output.path(), task, blob.bytes(), output.bytes(), path))
                    .inTask(task.value()));
        }
        return Optional.empty();
    }

    private static Optional<StoredBlob> foreign(TaskFolder folder, MarkedRun run) {
        Set<String> known = new HashSet<>();
        run.marker().outputs().forEach(output -> known.add(run.outputs() + output.path()));
        return folder.in(run.base()).stream()
                .filter(blob -> !known.contains(blob.path()))
                .filter(blob -> !isOwnRecord(blob.path(), run))
                .findFirst()
                .or(() -> folder.outsideOfRuns().stream().findFirst());
    }

    private static boolean isOwnRecord(String path, MarkedRun run) {
        return path.startsWith(run.logs()) || path.equals(run.base() + OutputLayout.MARKER);
    }

    private static Failure added(StoredBlob blob, @Nullable TaskId task) {
        String message = "The blob " + blob.path()
                + " is no output of any task: somebody put it among the results before they were verified.";
        Failure failure = Failure.of(FailureCode.PLATFORM, message);
        return task == null ? failure : failure.inTask(task.value());
    }

    private static Failure noRun(TaskRecord record, TaskFolder folder) {
        String message =
                ("Batch says that task %s succeeded on node %s, but no marker of that run lies under %s: it was"
                                + " never uploaded or somebody deleted it.")
                        .formatted(record.task(), record.node(), folder.path());
        return Failure.of(FailureCode.OUTPUT_MISSING, message)
                .inTask(record.task().value());
    }

    private static Failure failureOf(TaskRecord record) {
        Failure failure = record.failure();
        if (failure != null) {
            return failure;
        }
        return Failure.of(FailureCode.PLATFORM, "Task " + record.task() + " did not succeed; Batch gave no reason.")
                .inTask(record.task().value());
    }

    private static boolean isLate(StoredBlob blob, @Nullable Instant endedAt) {
        return endedAt != null && blob.lastModified().isAfter(endedAt.plus(STORAGE_CLOCK));
    }

    private static Map<String, StoredBlob> byPath(List<StoredBlob> blobs) {
        Map<String, StoredBlob> byPath = HashMap.newHashMap(blobs.size());
        blobs.forEach(blob -> byPath.put(blob.path(), blob));
        return byPath;
    }
}
