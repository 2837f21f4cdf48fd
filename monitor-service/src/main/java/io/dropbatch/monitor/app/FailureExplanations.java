package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.MarkerReader;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.RunMarker;
import io.dropbatch.monitor.domain.failure.TaskFailures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains why tasks failed, during one look: each marker is read once, and only a bounded number of them, because a
 * thousand tasks that fail together usually fail for one reason. Of a task that was ended, Batch's record does not tell
 * whether it was ended by itself or with its job, for instance at the job's limit of time: so the job is asked, once.
 */
final class FailureExplanations {

    private static final int MOST_MARKERS = 50;

    private final JobId job;
    private final BatchObserver batch;
    private final MarkerReader markers;
    private final Map<TaskId, Failure> known = new HashMap<>();
    private @Nullable JobCondition condition;

    FailureExplanations(JobId job, BatchObserver batch, MarkerReader markers) {
        this.job = job;
        this.batch = batch;
        this.markers = markers;
    }

    /** Absent when the task succeeded. */
    @Nullable
    Failure of(EndedTask task) {
        if (task.success()) {
            return null;
        }
        Failure own = known.size() < MOST_MARKERS
                ? known.computeIfAbsent(task.id(), id -> TaskFailures.of(task, markers.latest(job, id)))
                : known.getOrDefault(task.id(), TaskFailures.of(task, Optional.<RunMarker>empty()));
        return own.code() == FailureCode.CANCELLED
                ? JobEnds.failure(condition())
                        .map(end -> endedWithJob(own, end))
                        .orElse(own)
                : own;
    }

    private JobCondition condition() {
        if (condition == null) {
            condition = batch.job(job);
        }
        return condition;
    }

    private static Failure endedWithJob(Failure own, Failure end) {
        return new Failure(end.code(), end.message(), own.task(), null, own.stderrTail(), own.log());
    }
}
