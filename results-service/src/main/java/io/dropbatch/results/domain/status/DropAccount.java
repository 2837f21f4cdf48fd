package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What results-service stores of a submission: its trigger, beside which the status is written, and the status.
 *
 * @param acceptedAt absent until the event of the acceptance arrives
 */
public record DropAccount(DropTrigger trigger, @Nullable Instant acceptedAt, DropStatus status) {

    public DropAccount with(DropStatus next) {
        return new DropAccount(trigger, acceptedAt, next.keeping(status));
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
        return new DropAccount(trigger, at, status);
    }
}
