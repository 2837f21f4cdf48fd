package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
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
        return new DropAccount(trigger, acceptedAt, next);
    }

    public DropAccount acceptedAt(Instant at) {
        return new DropAccount(trigger, at, status);
    }
}
