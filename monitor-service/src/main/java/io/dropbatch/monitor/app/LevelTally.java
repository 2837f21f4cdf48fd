package io.dropbatch.monitor.app;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.TaskRange;
import io.dropbatch.monitor.domain.TaskSet;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads Batch's record of a level slice by slice, passes it on in the order of the tasks, and counts. */
final class LevelTally {

    private final BatchObserver batch;
    private final WatchedLevel watched;
    private final int tolerated;
    private final FailureExplanations explanations;
    private final BitSet ended = new BitSet();
    private int failed;
    private @Nullable EndedTask firstFailed;
    private @Nullable Instant firstStart;
    private @Nullable Instant lastEnd;

    /** @param tolerated how many tasks may fail without failing the level */
    LevelTally(BatchObserver batch, WatchedLevel watched, int tolerated, FailureExplanations explanations) {
        this.batch = batch;
        this.watched = watched;
        this.tolerated = tolerated;
        this.explanations = explanations;
    }

    void writeTo(Consumer<TaskRecord> records) {
        for (TaskRange range : TaskRange.of(watched.level(), watched.tasks())) {
            tasksOf(range).forEach(task -> records.accept(count(task)));
        }
    }

    /** Whether all tasks have ended, or too many have failed for good. */
    boolean isDecided() {
        return !isTolerated() || watched.isComplete(ended.cardinality());
    }

    /** Whether no more tasks have failed than the workload tolerates. */
    boolean isTolerated() {
        return failed <= tolerated;
    }

    TaskSet ended() {
        return TaskSet.copyOf(ended);
    }

    int failed() {
        return failed;
    }

    int succeeded() {
        return ended.cardinality() - failed;
    }

    /** The failure of the task that ended first among those that failed. */
    Optional<Failure> firstFailure() {
        return Optional.ofNullable(firstFailed).map(explanations::of);
    }

    /** From the first start of a task to the last end; empty when none has run. */
    Optional<DropSpan.Period> period() {
        return firstStart == null || lastEnd == null
                ? Optional.empty()
                : Optional.of(new DropSpan.Period(firstStart, lastEnd));
    }

    private List<EndedTask> tasksOf(TaskRange range) {
        List<EndedTask> tasks = new ArrayList<>();
        batch.endedTasks(watched.job().job(), range.prefix(), Instant.EPOCH, task -> {
            if (range.contains(task.id()) && task.id().index() <= watched.tasks()) {
                tasks.add(task);
            }
        });
        tasks.sort(Comparator.comparing(EndedTask::id));
        return tasks;
    }

    private TaskRecord count(EndedTask task) {
        ended.set(task.id().index());
        stretch(task);
        if (!task.success()) {
            failed++;
            firstFailed =
                    firstFailed == null || task.changedAt().isBefore(firstFailed.changedAt()) ? task : firstFailed;
        }
        return new TaskRecord(
                task.id(),
                task.success(),
                task.exitCode(),
                task.node(),
                task.startedAt(),
                task.endedAt(),
                task.retries(),
                task.requeues(),
                explanations.of(task));
    }

    private void stretch(EndedTask task) {
        if (task.startedAt() != null && (firstStart == null || task.startedAt().isBefore(firstStart))) {
            firstStart = task.startedAt();
        }
        if (task.endedAt() != null && (lastEnd == null || task.endedAt().isAfter(lastEnd))) {
            lastEnd = task.endedAt();
        }
    }
}
