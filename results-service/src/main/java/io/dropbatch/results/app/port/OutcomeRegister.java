package io.dropbatch.results.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.domain.JobOutcome;
import java.time.Instant;
import java.util.Optional;

/** The register of outcomes: one for each job, the first one entered stands for ever. */
public interface OutcomeRegister {

    /** The times that a job's manifest carries. */
    record Times(Instant acceptedAt, Instant verifiedAt) {}

    Optional<JobOutcome> find(JobId job);

    /** Keeps the times of whoever asks first, so that whoever repeats the conclusion writes the same manifest. */
    Times times(JobId job, Times proposed);

    /** Enters an outcome, or finds that there is one. @return the outcome that stands */
    JobOutcome settle(JobOutcome proposed);

    /** Forgets the outcomes of a submission's attempts. */
    void forget(SubmissionId submission);
}
