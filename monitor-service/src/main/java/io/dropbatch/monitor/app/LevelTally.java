package io.dropbatch.monitor.app;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.domain.Slice;
import io.dropbatch.monitor.domain.TaskSet;
import io.dropbatch.monitor.domain.Watching;
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

    private final BatchAccount batch;
    private final Watching watching;
    private final Explanations explanations;
    private final BitSet ended = new BitSet();
    private int failed;
    private @Nullable EndedTask firstFailed;

    LevelTally(BatchAccount batch, Watching watching, Explanations explanations) {
        this.batch = batch;
        this.watching = watching;
        this.explanations = explanations;
    }

    void writeTo(Consumer<TaskRecord> records) {
        for (Slice slice : Slice.of(watching.level(), watching.tasks())) {
            tasksOf(slice).forEach(task -> records.accept(count(task)));
        }
    }

    /** Whether all tasks have ended, or one has failed for good. */
    boolean isDecided() {
        return failed > 0 || ended.cardinality() >= watching.tasks();
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

    private List<EndedTask> tasksOf(Slice slice) {
        List<EndedTask> tasks = new ArrayList<>();
        batch.endedTasks(watching.job().job(), slice.prefix(), Instant.EPOCH, task -> {
            if (slice.contains(task.id()) && task.id().index() <= watching.tasks()) {
                tasks.add(task);
            }
        });
        tasks.sort(Comparator.comparing(EndedTask::id));
        return tasks;
    }

    private TaskRecord count(EndedTask task) {
        ended.set(task.id().index());
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
}
