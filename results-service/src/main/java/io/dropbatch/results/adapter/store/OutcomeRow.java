package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.results.app.port.OutcomeRegister.Times;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.failure.FailureSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job's outcome as the table holds it; open while the manifest is being written. */
record OutcomeRow(
        Verdict verdict,
        JobId job,
        Instant acceptedAt,
        Instant verifiedAt,
        @Nullable String workload,
        @Nullable String manifest,
        @Nullable String manifestSha256,
        int tasks,
        int outputs,
        long bytes,
        int failedTasks,
        @Nullable Failure failure,
        @Nullable List<FailureCause> causes,
        @Nullable CostReceipt receipt,
        @Nullable LateInputs lateInputs,
        @Nullable CancelRequest cancel) {

    enum Verdict {
        OPEN,
        READY,
        PARTIAL,
        FAILED
    }

    static OutcomeRow open(JobId job, Times times) {
        return new OutcomeRow(
                Verdict.OPEN,
                job,
                times.acceptedAt(),
                times.verifiedAt(),
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                null,
                null,
                times.receipt(),
                times.lateInputs(),
                times.cancel());
    }

    static OutcomeRow of(JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Ready ready -> of(ready, Verdict.READY, null);
            case JobOutcome.Partial partial -> of(partial.result(), Verdict.PARTIAL, partial.missing());
            case JobOutcome.Failed failed ->
                new OutcomeRow(
                        Verdict.FAILED,
                        failed.job(),
                        failed.at(),
                        failed.at(),
                        failed.workload(),
                        failed.manifest(),
                        null,
                        0,
                        0,
                        0,
                        failed.failedTasks(),
                        failed.failure(),
                        failed.why().causes(),
                        null,
                        null,
                        null);
        };
    }

    private static OutcomeRow of(JobOutcome.Ready ready, Verdict verdict, @Nullable FailureSummary missing) {
        return new OutcomeRow(
                verdict,
                ready.job(),
                ready.acceptedAt(),
                ready.at(),
                ready.workload(),
                ready.manifest(),
                ready.manifestSha256(),
                ready.tasks(),
                ready.outputs(),
                ready.bytes(),
                missing == null ? 0 : missing.tasks(),
                missing == null ? null : missing.failure(),
                missing == null ? null : missing.causes(),
                null,
                null,
                null);
    }

    /** The same with the request that the job be cancelled. */
    OutcomeRow asking(@Nullable CancelRequest request) {
        return new OutcomeRow(
                verdict,
                job,
                acceptedAt,
                verifiedAt,
                workload,
                manifest,
                manifestSha256,
                tasks,
                outputs,
                bytes,
                failedTasks,
                failure,
                causes,
                receipt,
                lateInputs,
                request);
    }

    Times times() {
        return new Times(acceptedAt, verifiedAt, receipt, lateInputs == null ? LateInputs.NONE : lateInputs, cancel);
    }

    Optional<JobOutcome> outcome() {
        return switch (verdict) {
            case OPEN -> Optional.empty();
            case READY -> Optional.of(ready());
            case PARTIAL -> Optional.of(new JobOutcome.Partial(ready(), why()));
            case FAILED ->
                Optional.of(new JobOutcome.Failed(
                        job, Objects.requireNonNull(workload), verifiedAt, manifest, failedTasks, why()));
        };
    }

    private JobOutcome.Ready ready() {
        return new JobOutcome.Ready(
                job,
                Objects.requireNonNull(workload),
                acceptedAt,
                verifiedAt,
                Objects.requireNonNull(manifest),
                Objects.requireNonNull(manifestSha256),
                tasks,
                outputs,
                bytes);
    }

    private FailureSummary why() {
        return new FailureSummary(
                Objects.requireNonNull(failure), Objects.requireNonNullElse(causes, List.of()), failedTasks);
    }
}
