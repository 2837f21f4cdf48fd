package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;

/**
 * The file of a task was cancelled: its outcome is decided, and the task is to end. The job's other files go on.
 *
 * @param request who asked, how and when
 */
public record TaskCancelled(SubmissionId submission, String workload, JobId job, TaskId task, CancelRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + task;
    }
}
