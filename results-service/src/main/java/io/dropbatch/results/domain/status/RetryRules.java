package io.dropbatch.results.domain.status;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.result.DropStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which drops can be tried again: those that failed, unless a further attempt would have to fail too. */
public final class RetryRules {

    /** Merge tasks read from the folder of each attempt, and can be told of so many. */
    private static final int MOST_ATTEMPTS = 20;

    /** Storage tells times in whole seconds, and clocks differ a little. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private RetryRules() {}

    /** Why a drop cannot be tried again; empty if it can. */
    public static Optional<String> objection(DropAccount account) {
        DropStatus status = account.status();
        if (status.submission().isRolling()) {
            return Optional.of("Files share this job: retry those that failed, each by itself.");
        }
        if (account.isFile()) {
            return fileObjection(account);
        }
        return switch (status.state()) {
            case READY -> Optional.of("The drop is ready: nothing failed, so there is nothing to try again.");
            case PARTIAL ->
                Optional.of("The drop is partial: its workload can do without the tasks that failed. Upload the trigger"
                        + " again to run all of it once more.");
            case REJECTED ->
                Optional.of(
                        wasCancelled(status)
                                ? "The drop was cancelled before it ran: upload the trigger again."
                                : "The drop was rejected and never ran: correct it, and upload the trigger again.");
            case NOT_STARTED, WAITING, ACCEPTED, QUEUED, SCHEDULED, RUNNING ->
                Optional.of("The drop is in work: only one that failed can be tried again.");
            case FAILED -> objection(account, status.failure());
        };
    }

    private static Optional<String> objection(DropAccount account, @Nullable Failure why) {
        if (account.job().attempt() >= MOST_ATTEMPTS) {
            return Optional.of(
                    "The drop was tried " + MOST_ATTEMPTS + " times: upload the trigger again to start anew.");
        }
        boolean changed = why != null && why.code() == FailureCode.INPUT_CHANGED && why.task() == null;
        return changed
                ? Optional.of(
                        "An input was replaced or deleted while the job ran, so no attempt at this drop can become"
                                + " ready: upload the trigger again to start anew.")
                : Optional.empty();
    }

    private static Optional<String> fileObjection(DropAccount account) {
        DropStatus status = account.status();
        return switch (status.state()) {
            case READY, PARTIAL -> Optional.of("The file is ready: nothing failed, so there is nothing to try again.");
            case REJECTED ->
                Optional.of(
                        wasCancelled(status)
                                ? "The file was cancelled before it ran: upload it again."
                                : "The file was rejected and never ran: correct it, and upload it again.");
            case NOT_STARTED, WAITING, ACCEPTED, QUEUED, SCHEDULED, RUNNING ->
                Optional.of("The file is in work: only one that failed can be tried again.");
            case FAILED -> fileObjection(account, status.failure());
        };
    }

    private static boolean wasCancelled(DropStatus status) {
        Failure why = status.failure();
        return why != null && why.code() == FailureCode.CANCELLED;
    }

    private static Optional<String> fileObjection(DropAccount account, @Nullable Failure why) {
        if (!account.hasFailedInSharedJob()) {
            return Optional.of("The file was given up before it came into a job: upload it again.");
        }
        if (account.failedJobs().size() + 1 >= MOST_ATTEMPTS) {
            return Optional.of("The file was tried " + MOST_ATTEMPTS + " times: upload it again to start anew.");
        }
        return why != null && why.code() == FailureCode.INPUT_CHANGED
                ? Optional.of("The file was replaced or deleted while it was processed, so no try can become ready:"
                        + " what was uploaded since is processed by itself.")
                : Optional.empty();
    }

    /** Whether somebody asked before the drop had failed, or for an attempt before. */
    public static boolean isOutdated(DropAccount account, UserRequest request) {
        return request.at().plus(CLOCKS).isBefore(account.status().updatedAt());
    }
}
