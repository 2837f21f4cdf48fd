package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import java.util.List;

/** Remembers which tasks of open jobs were cancelled, so that one which comes to Batch later is ended there too. */
public interface CancelledTasks {

    /** @param ended whether Batch has ended it */
    record CancelledTask(JobId job, TaskId task, boolean ended) {}

    /** May be repeated. */
    void add(JobId job, TaskId task);

    /** How many of a job's tasks were cancelled. */
    int count(JobId job);

    /** Those of all jobs, job by job. */
    List<CancelledTask> all();

    /** Notes that Batch has ended a task. */
    void ended(CancelledTask task);

    void forget(CancelledTask task);
}
