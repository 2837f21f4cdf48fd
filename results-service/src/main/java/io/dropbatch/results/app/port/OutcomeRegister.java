package io.dropbatch.results.app.port;

import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.results.domain.JobOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps one outcome for each job: the first one entered is final. */
public interface OutcomeRegister {

    /**
     * What a job's manifest carries that another look would find changed.
     *
     * @param receipt what it had cost by then; absent when nothing was counted
     * @param lateInputs the files that had come too late by then
     * @param cancel if the job is being cancelled; absent while it is concluded by what its tasks did
     */
    record Times(
            Instant acceptedAt,
            Instant verifiedAt,
            @Nullable CostReceipt receipt,
            LateInputs lateInputs,
            @Nullable CancelRequest cancel) {

        public Times(Instant acceptedAt, Instant verifiedAt, @Nullable CostReceipt receipt, LateInputs lateInputs) {
            this(acceptedAt, verifiedAt, receipt, lateInputs, null);
        }
    }

    Optional<JobOutcome> find(JobId job);

    /**
     * Keeps the times of the first call, so that a repeated conclusion writes the same manifest. The first call decides as
     * well whether the job is cancelled: the manifest of a job is never written in two ways.
     */
    Times times(JobId job, Times proposed);

    /** The request by which a job is being cancelled or was; empty when it is not. */
    Optional<CancelRequest> cancelOf(JobId job);

    /**
     * Enters an outcome unless there is one.
     *
     * @return the stored outcome
     */
    OutcomeEntry<JobOutcome> settle(JobOutcome proposed);

    /** Forgets the outcomes of a submission's attempts. */
    void forget(SubmissionId submission);
}
