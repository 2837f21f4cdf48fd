package io.dropbatch.monitor.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.failure.RunMarker;
import java.util.Optional;

/** What the task harness recorded of the runs of tasks. */
public interface MarkerReader {

    /** The latest run of a task; empty when none left a readable marker. */
    Optional<RunMarker> latest(JobId job, TaskId task);
}
