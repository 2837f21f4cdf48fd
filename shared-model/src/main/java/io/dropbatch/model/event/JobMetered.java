package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.CostReceipt;

/** What the nodes of a job have cost so far; the last one follows the end of the job. */
public record JobMetered(SubmissionId submission, String workload, JobId job, CostReceipt receipt)
        implements DomainEvent {

    @Override
    public String occurrence() {
        return job.attempt() + ":" + receipt.until();
    }
}
