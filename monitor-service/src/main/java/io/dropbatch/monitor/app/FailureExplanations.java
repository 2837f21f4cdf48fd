package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.monitor.app.port.MarkerReader;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.RunMarker;
import io.dropbatch.monitor.domain.failure.TaskFailures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains why tasks failed, during one look: each marker is read once, and only a bounded number of them, because a
 * thousand tasks that fail together usually fail for one reason.
 */
final class FailureExplanations {

    private static final int MOST_MARKERS = 50;

    private final JobId job;
    private final MarkerReader markers;
    private final Map<TaskId, Failure> known = new HashMap<>();

    FailureExplanations(JobId job, MarkerReader markers) {
        this.job = job;
        this.markers = markers;
    }

    /** Absent when the task succeeded. */
    @Nullable
    Failure of(EndedTask task) {
        if (task.success()) {
            return null;
        }
        return known.size() < MOST_MARKERS
                ? known.computeIfAbsent(task.id(), id -> TaskFailures.of(task, markers.latest(job, id)))
                : known.getOrDefault(task.id(), TaskFailures.of(task, Optional.<RunMarker>empty()));
    }
}
