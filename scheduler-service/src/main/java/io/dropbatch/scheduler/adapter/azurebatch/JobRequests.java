package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.DisableJobOption;
import com.microsoft.azure.batch.protocol.models.JobExecutionInformation;
import com.microsoft.azure.batch.protocol.models.JobGetOptions;
import com.microsoft.azure.batch.protocol.models.JobListOptions;
import com.microsoft.azure.batch.protocol.models.JobPatchParameter;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.JobTerminateOptions;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.batch.BudgetStop;
import io.dropbatch.batch.PauseMark;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.JobActivity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests about the account's jobs that the scheduler made. */
final class JobRequests {

    private static final int ENDED_AT_A_TIME = 200;

    private final com.microsoft.azure.batch.protocol.Jobs batch;

    JobRequests(com.microsoft.azure.batch.protocol.Jobs batch) {
        this.batch = batch;
    }

    /** @param reason that Batch keeps with the job */
    BatchAnswer terminate(JobId job, String reason) {
        return BatchCalls.ofJob(
                "terminate job",
                job.value(),
                () -> batch.terminate(job.value(), reason, new JobTerminateOptions()),
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    /** The mark comes first: whoever sees the job disabled can read why. */
    BatchAnswer stopAtBudget(JobId job) {
        List<MetadataItem> metadata = new ArrayList<>(JobParameters.metadata(job));
        metadata.add(BudgetStop.mark());
        return BatchCalls.ofJob(
                "stop job",
                job.value(),
                () -> {
                    batch.patch(job.value(), new JobPatchParameter().withMetadata(metadata));
                    batch.disable(job.value(), DisableJobOption.WAIT);
                },
                BatchErrorCode.JOB_DISABLED,
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    /** The mark comes first here too. A job that stops at its budget is disabled already, for another reason. */
    BatchAnswer pause(JobId job) {
        return BatchCalls.ofJob(
                "pause job",
                job.value(),
                () -> {
                    if (!stopsAtBudget(job)) {
                        batch.patch(job.value(), new JobPatchParameter().withMetadata(marked(job)));
                        batch.disable(job.value(), DisableJobOption.WAIT);
                    }
                },
                BatchErrorCode.JOB_DISABLED,
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    private static List<MetadataItem> marked(JobId job) {
        List<MetadataItem> metadata = new ArrayList<>(JobParameters.metadata(job));
        metadata.add(PauseMark.mark());
        return metadata;
    }

    /** The mark goes last: a job that is disabled without one was disabled by somebody else. */
    BatchAnswer resume(JobId job) {
        return BatchCalls.ofJob(
                "resume job",
                job.value(),
                () -> {
                    if (!stopsAtBudget(job)) {
                        batch.enable(job.value());
                        batch.patch(job.value(), new JobPatchParameter().withMetadata(JobParameters.metadata(job)));
                    }
                },
                BatchErrorCode.JOB_NOT_FOUND,
                BatchErrorCode.JOB_COMPLETED,
                BatchErrorCode.JOB_BEING_TERMINATED,
                BatchErrorCode.JOB_BEING_DELETED);
    }

    private boolean stopsAtBudget(JobId job) {
        return BudgetStop.isMarked(batch.get(job.value(), new JobGetOptions().withSelect("id,metadata"))
                .metadata());
    }

    JobActivity activity(JobId job) {
        try {
            return activity(batch.get(job.value(), new JobGetOptions().withSelect("id,state"))
                    .state());
        } catch (RuntimeException e) {
            boolean gone = BatchRefusal.of(e) instanceof BatchRefusal.Rejected rejected
                    && rejected.response().isNotFound();
            return gone ? JobActivity.ENDED : JobActivity.UNKNOWN;
        }
    }

    private static JobActivity activity(JobState state) {
        return switch (state) {
            case ACTIVE, ENABLING -> JobActivity.ACTIVE;
            case DISABLING -> JobActivity.DRAINING;
            case DISABLED -> JobActivity.DISABLED;
            case TERMINATING, COMPLETED, DELETING -> JobActivity.ENDED;
        };
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
            return end == null ? otherwise : ofReason(end.terminateReason(), otherwise);
        } catch (RuntimeException e) {
            return otherwise;
        }
    }

    private static BatchAnswer ofReason(@Nullable String reason, BatchAnswer otherwise) {
        if (BatchTerminateReason.isWallClock(reason)) {
            return new BatchAnswer.Never(Failure.of(
                    FailureCode.TIMEOUT, "the job reached its limits.wallClock before all of its tasks were on Batch"));
        }
        return BatchTerminateReason.isBudget(reason)
                ? new BatchAnswer.Never(Failure.of(
                        FailureCode.BUDGET, "the job reached its limits.budget before all of its tasks were on Batch"))
                : otherwise;
    }

    List<JobId> active(Instant createdBefore) {
        return ours("state eq 'active' or state eq 'disabling' or state eq 'disabled'")
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
