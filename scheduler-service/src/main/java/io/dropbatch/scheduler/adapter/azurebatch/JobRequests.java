package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.JobExecutionInformation;
import com.microsoft.azure.batch.protocol.models.JobListOptions;
import com.microsoft.azure.batch.protocol.models.JobTerminateOptions;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests about the account's jobs that the scheduler made. */
final class JobRequests {

    private static final String REASON = "DropbatchClosed";
    private static final int ENDED_AT_A_TIME = 200;

    private final com.microsoft.azure.batch.protocol.Jobs batch;

    JobRequests(com.microsoft.azure.batch.protocol.Jobs batch) {
        this.batch = batch;
    }

    BatchAnswer terminate(JobId job) {
        return BatchCalls.ofJob(
                "terminate job",
                job.value(),
                () -> batch.terminate(job.value(), REASON, new JobTerminateOptions()),
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    BatchAnswer delete(JobId job) {
        return BatchCalls.ofJob(
                "delete job",
                job.value(),
                () -> batch.delete(job.value()),
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    /** Why a job ended that the scheduler did not end; {@code otherwise} when Batch does not know. */
    BatchAnswer whyEnded(JobId job, BatchAnswer otherwise) {
        try {
            JobExecutionInformation end = batch.get(job.value()).executionInfo();
            return end != null && BatchTerminateReason.isWallClock(end.terminateReason())
                    ? new BatchAnswer.Never(Failure.of(
                            FailureCode.TIMEOUT,
                            "the job reached its limits.wallClock before all of its tasks were on Batch"))
                    : otherwise;
        } catch (RuntimeException e) {
            return otherwise;
        }
    }

    List<JobId> active(Instant createdBefore) {
        return ours("state eq 'active'")
                .filter(job -> job.creationTime() != null)
                .filter(job -> job.creationTime().getMillis() < createdBefore.toEpochMilli())
                .map(JobRequests::id)
                .flatMap(Optional::stream)
                .toList();
    }

    List<JobId> ended(Instant endedBefore) {
        String filter = "state eq 'completed' and stateTransitionTime lt DateTime'"
                + endedBefore.truncatedTo(ChronoUnit.SECONDS) + "'";
        return ours(filter)
                .limit(ENDED_AT_A_TIME)
                .map(JobRequests::id)
                .flatMap(Optional::stream)
                .toList();
    }

    private Stream<CloudJob> ours(String filter) {
        JobListOptions options = new JobListOptions().withFilter(filter).withSelect("id,creationTime,metadata");
        return batch.list(options).stream()
                .filter(job -> SdkValues.OURS.equals(SdkValues.metadata(job.metadata(), SdkValues.OWNER)));
    }

    private static Optional<JobId> id(CloudJob job) {
        try {
            return Optional.of(new JobId(job.id()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
