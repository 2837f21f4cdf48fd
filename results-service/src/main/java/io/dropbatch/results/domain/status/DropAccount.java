package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
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
 * @param steps the states that it came into, the first one first; accounts of earlier versions have none
 */
public record DropAccount(
        DropTrigger trigger,
        @Nullable Instant acceptedAt,
        DropStatus status,
        List<LifeStep> steps,
        @Nullable CancelRequest cancel) {

    public DropAccount {
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
    }

    /** The account of a submission that was just heard of. */
    public static DropAccount opened(DropTrigger trigger, DropStatus status) {
        return new DropAccount(trigger, null, status, List.of(LifeStep.of(status)), null);
    }

    public DropAccount with(DropStatus next) {
        return new DropAccount(trigger, acceptedAt, next.keeping(status), stepsUpTo(next), cancel);
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
        return new DropAccount(trigger, at, status, steps, cancel);
    }

    /** The account with the wish that the drop be cancelled: the first one counts, and none that comes after the end. */
    public DropAccount asked(CancelRequest request) {
        return cancel != null || status.state().isFinal()
                ? this
                : new DropAccount(trigger, acceptedAt, status, steps, request);
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
