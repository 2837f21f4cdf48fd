package io.dropbatch.monitor.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.TaskMarker;
import java.util.List;

/** What the task harness recorded of all runs of a task that Batch ran more than once. */
@FunctionalInterface
public interface RunHistory {

    /** The earliest first, as far as they left a readable marker. */
    List<TaskMarker> runs(JobId job, TaskId task);
}
