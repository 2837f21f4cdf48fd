package io.dropbatch.model.event;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.PoolQuote;

/** The pool of a job is chosen; where prices are known, the quote says what it costs. */
public record JobQuoted(SubmissionId submission, String workload, JobId job, PoolQuote quote) implements DomainEvent {

    @Override
    public String occurrence() {
        return Integer.toString(job.attempt());
    }
}
