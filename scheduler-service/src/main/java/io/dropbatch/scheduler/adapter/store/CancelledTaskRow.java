package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.scheduler.app.port.CancelledTasks.CancelledTask;

/** A task that was cancelled, as a table row. */
public record CancelledTaskRow(JobId job, TaskId id, boolean ended) {

    CancelledTask task() {
        return new CancelledTask(job, id, ended);
    }
}
