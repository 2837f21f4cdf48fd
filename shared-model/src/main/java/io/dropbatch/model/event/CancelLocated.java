package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;

/**
 * A file by itself that somebody wants to be cancelled is a task of a job already. It changes nothing about a file that
 * has its outcome.
 *
 * @param submission of the job that it shares with others
 * @param file the file
 */
public record CancelLocated(
        SubmissionId submission, String workload, JobId job, TaskId task, DropTrigger file, CancelRequest request)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + task;
    }
}
