package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What results-service remembers of a submission: where its status belongs and what the status says.
 *
 * @param acceptedAt absent until the acceptance was heard of
 */
public record DropAccount(DropTrigger trigger, @Nullable Instant acceptedAt, DropStatus status) {

    public DropAccount with(DropStatus next) {
        return new DropAccount(trigger, acceptedAt, next);
    }

    public DropAccount acceptedAt(Instant at) {
        return new DropAccount(trigger, at, status);
    }
}
