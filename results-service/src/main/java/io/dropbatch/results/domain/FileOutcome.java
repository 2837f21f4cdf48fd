package io.dropbatch.results.domain;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.FailureCode;

/**
 * How the task of a file ended that is a submission by itself. Each file has exactly one outcome, and it never changes.
 *
 * @param outcome names the job that the file shared with others
 */
public record FileOutcome(DropTrigger file, JobOutcome outcome) {

    public SubmissionId submission() {
        return file.submission();
    }

    public boolean isReady() {
        return outcome instanceof JobOutcome.Ready;
    }

    /** Whether it was cancelled, or its job or its task was ended on Batch by somebody. */
    public boolean isCancelled() {
        return outcome instanceof JobOutcome.Failed failed && failed.failure().code() == FailureCode.CANCELLED;
    }

    /** The event about the outcome; every repetition is identical, including its id. */
    public DomainEvent announcement(String container) {
        return switch (outcome.announcement(container)) {
            case OutputReady ready ->
                new OutputReady(
                        submission(),
                        ready.workload(),
                        ready.job(),
                        ready.container(),
                        ready.manifest(),
                        ready.manifestSha256(),
                        ready.tasks(),
                        ready.outputs(),
                        ready.bytes(),
                        ready.acceptedAt(),
                        ready.readyAt());
            case OutputFailed failed ->
                new OutputFailed(
                        submission(),
                        failed.workload(),
                        failed.job(),
                        failed.container(),
                        failed.manifest(),
                        failed.failedTasks(),
                        failed.failure(),
                        failed.failedAt());
            default -> throw new IllegalStateException("a file has a result or none");
        };
    }
}
