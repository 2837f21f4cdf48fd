package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.monitor.app.port.RunHistory;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the tasks that have ended as spans, with Batch's times, and the runs of those that were run more than once,
 * with their nodes' times. Of a large level the first tasks, and the first that failed.
 */
public final class TaskTraces {

    private final DropTraces traces;
    private final RunHistory history;
    private final int most;

    /** @param most how many tasks of a level are recorded, and how many of those that failed besides */
    public TaskTraces(DropTraces traces, RunHistory history, int most) {
        this.traces = traces;
        this.history = history;
        this.most = most;
    }

    /** @param before the level as it was known before the task was found */
    void ended(WatchedLevel before, EndedTask task, @Nullable Failure failure) {
        JobId job = before.job().job();
        if (!traces.isRecorded(job.submission()) || !isAmongFirst(before, task)) {
            return;
        }
        TraceParent place = TraceParent.task(job, task.id());
        List<TaskMarker> runs = task.retries() + task.requeues() > 0 ? history.runs(job, task.id()) : List.of();
        for (int index = 0; index < runs.size(); index++) {
            traces.record(run(place, index + 1, runs.get(index)));
        }
        traces.record(span(before, task, runs).with(DropSpan.ERROR, codeOf(failure)));
    }

    private boolean isAmongFirst(WatchedLevel before, EndedTask task) {
        return task.id().index() <= most || !task.success() && before.failed().count() < most;
    }

    private static DropSpan span(WatchedLevel level, EndedTask task, List<TaskMarker> runs) {
        JobId job = level.job().job();
        Instant end = task.endedAt() == null ? task.changedAt() : task.endedAt();
        Instant last = task.startedAt() == null ? end : task.startedAt();
        Instant start = runs.stream()
                .map(TaskMarker::startedAt)
                .filter(first -> first.isBefore(last))
                .findFirst()
                .orElse(last);
        return DropSpan.part(
                        TraceParent.task(job, task.id()),
                        TraceParent.level(job, level.level()),
                        "task",
                        new DropSpan.Period(start, end))
                .with("task", task.id())
                .with("node", task.node())
                .with("exitCode", task.exitCode())
                .with("retries", task.retries())
                .with("requeues", task.requeues());
    }

    private static @Nullable FailureCode codeOf(@Nullable Failure failure) {
        return failure == null ? null : failure.code();
    }

    private static DropSpan run(TraceParent task, int attempt, TaskMarker run) {
        return DropSpan.part(
                        task.child("run " + run.run()),
                        task,
                        "run",
                        new DropSpan.Period(run.startedAt(), run.endedAt()))
                .with("attempt", attempt)
                .with("node", run.node())
                .with("exitCode", run.exitCode())
                .with(
                        DropSpan.ERROR,
                        run.failure() == null ? null : run.failure().code());
    }
}
