package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import java.util.List;

/** Remembers which tasks of open jobs were cancelled, so that one which comes to Batch later is ended there too. */
public interface CancelledTasks {

    /** May be repeated. */
    void add(JobId job, TaskId task);

    /** Those of a job that is not closed. */
    List<TaskId> of(JobId job);

    /** Forgets those of a job that is closed. */
    void forget(JobId job);
}
