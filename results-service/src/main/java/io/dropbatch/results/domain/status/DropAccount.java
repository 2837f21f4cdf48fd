package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.UserAnswer;
import io.dropbatch.model.view.LifeStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What results-service stores of a submission: its trigger, beside which the status is written, and the status.
 *
 * @param acceptedAt absent until the event of the acceptance arrives
 * @param cancel absent until somebody wants the drop to be cancelled
 * @param retry who asked for the attempt that the status is about; absent for a first attempt
 * @param steps the states that it came into, the first one first; accounts of earlier versions have none
 * @param failedJobs of a file by itself: the shared jobs that it failed in before it was tried again
 */
public record DropAccount(
        DropTrigger trigger,
        @Nullable Instant acceptedAt,
        DropStatus status,
        List<LifeStep> steps,
        @Nullable CancelRequest cancel,
        @Nullable UserRequest retry,
        List<JobId> failedJobs) {

    public DropAccount {
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
        failedJobs = List.copyOf(failedJobs);
    }

    /** The account of a submission that was just heard of. */
    public static DropAccount opened(DropTrigger trigger, DropStatus status) {
        return new DropAccount(trigger, null, status, List.of(LifeStep.of(status)), null, null, List.of());
    }

    public DropAccount with(DropStatus next) {
        return new DropAccount(trigger, acceptedAt, next.keeping(status), stepsUpTo(next), cancel, retry, failedJobs);
    }

    /** The account with what the plan says of the drop's files. */
    public DropAccount understoodAs(Plan plan) {
        return with(status.withFiles(plan.notes(), plan.ignored(), status.lateInputs()));
    }

    /** The account with the files that came too late. */
    public DropAccount leavingOut(LateInputs late) {
        return with(status.withFiles(status.notes(), status.ignored(), late));
    }

    public DropAccount acceptedAt(Instant at) {
        return new DropAccount(trigger, at, status, steps, cancel, retry, failedJobs);
    }

    /**
     * The account with the wish that the drop be cancelled: the first one counts, and none that comes after the end or was
     * meant for an earlier attempt.
     */
    public DropAccount asked(CancelRequested wish) {
        boolean isOver = cancel != null || status.state().isFinal();
        return isOver || isOfEarlierTry(wish)
                ? this
                : new DropAccount(trigger, acceptedAt, status, steps, wish.request(), retry, failedJobs);
    }

    private boolean isOfEarlierTry(CancelRequested wish) {
        return isFile()
                ? !Objects.equals(wish.failedJob(), lastFailedJob())
                : retry != null && wish.request().at().isBefore(retry.at());
    }

    private @Nullable JobId lastFailedJob() {
        return failedJobs.isEmpty() ? null : failedJobs.getLast();
    }

    /** The announcement of somebody's wish that the try in work be cancelled. */
    public CancelRequested wish(CancelRequest request) {
        return new CancelRequested(status.submission(), status.workload(), trigger, request, lastFailedJob());
    }

    /**
     * The account of the next attempt, of which nobody wants yet that it be cancelled and that has cost nothing.
     *
     * @param next the first status of that attempt
     */
    public DropAccount retried(UserRequest request, DropStatus next) {
        DropStatus first = next.withFiles(status.notes(), status.ignored(), LateInputs.NONE);
        return new DropAccount(trigger, acceptedAt, first, stepsUpTo(first), null, request, failedJobs);
    }

    /**
     * The account of a file by itself that is tried again, in another job than the one that it failed in.
     *
     * @param request absent when the outcome of that other job is heard of first
     * @param next the first status of that try
     */
    public DropAccount triedAgain(@Nullable UserRequest request, DropStatus next) {
        List<JobId> failed = new ArrayList<>(failedJobs);
        failed.add(job());
        DropStatus first = next.withAttempt(failed.size() + 1);
        return new DropAccount(trigger, acceptedAt, first, stepsUpTo(first), null, request, failed);
    }

    /** A status of the try in work. */
    public DropStatus inTry(DropStatus next) {
        return failedJobs.isEmpty() ? next : next.withAttempt(failedJobs.size() + 1);
    }

    /** Whether it is a file by itself, which shares its job with others. */
    public boolean isFile() {
        return !trigger.completesDrop();
    }

    /** Whether it is a file by itself that failed in a job that it shared. */
    public boolean hasFailedInSharedJob() {
        return isFile()
                && status.state() == DropStatus.State.FAILED
                && !job().submission().equals(status.submission());
    }

    /** The account with why nothing came of what somebody asked for. */
    public DropAccount answering(UserAnswer answer) {
        UserAnswer before = status.answer();
        return before == null || answer.at().isAfter(before.at()) ? with(status.with(answer)) : this;
    }

    /** The Batch job of the latest attempt, whether it has begun or not. */
    public JobId job() {
        JobId known = status.job();
        return known == null ? JobId.of(status.submission(), failedJobs.size() + 1) : known;
    }

    /** Whether the drop is known to be accepted, whichever of its events has come first. */
    public boolean isAccepted() {
        return acceptedAt != null
                || (status.state().compareTo(DropStatus.State.ACCEPTED) >= 0
                        && status.state() != DropStatus.State.REJECTED);
    }

    /** A drop may go to and fro between queue and Batch; what is beyond the limit is left out. */
    private List<LifeStep> stepsUpTo(DropStatus next) {
        boolean same = !steps.isEmpty() && steps.getLast().goesOnIn(next);
        if (same || (steps.size() >= LifeStep.MOST && !next.state().isFinal())) {
            return steps;
        }
        List<LifeStep> all = new ArrayList<>(steps);
        all.add(LifeStep.of(next));
        return all;
    }
}
