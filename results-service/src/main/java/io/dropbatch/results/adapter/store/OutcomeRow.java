package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.results.app.port.OutcomeRegister.Times;
import io.dropbatch.results.domain.JobOutcome;
import java.time.Instant;
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
        @Nullable Failure failure) {

    enum Verdict {
        OPEN,
        READY,
        FAILED
    }

    static OutcomeRow open(JobId job, Times times) {
        return new OutcomeRow(
                Verdict.OPEN, job, times.acceptedAt(), times.verifiedAt(), null, null, null, 0, 0, 0, 0, null);
    }

    static OutcomeRow of(JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Ready ready ->
                new OutcomeRow(
                        Verdict.READY,
                        ready.job(),
                        ready.acceptedAt(),
                        ready.at(),
                        ready.workload(),
                        ready.manifest(),
                        ready.manifestSha256(),
                        ready.tasks(),
                        ready.outputs(),
                        ready.bytes(),
                        0,
                        null);
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
                        failed.failure());
        };
    }

    Times times() {
        return new Times(acceptedAt, verifiedAt);
    }

    Optional<JobOutcome> outcome() {
        return switch (verdict) {
            case OPEN -> Optional.empty();
            case READY ->
                Optional.of(new JobOutcome.Ready(
                        job,
                        Objects.requireNonNull(workload),
                        acceptedAt,
                        verifiedAt,
                        Objects.requireNonNull(manifest),
                        Objects.requireNonNull(manifestSha256),
                        tasks,
                        outputs,
                        bytes));
            case FAILED ->
                Optional.of(new JobOutcome.Failed(
                        job,
                        Objects.requireNonNull(workload),
                        verifiedAt,
                        manifest,
                        failedTasks,
                        Objects.requireNonNull(failure)));
        };
    }
}
