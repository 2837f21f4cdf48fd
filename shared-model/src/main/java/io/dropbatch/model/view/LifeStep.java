package io.dropbatch.model.view;

import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state that a drop came into.
 *
 * @param at when results-service heard of it
 * @param attempt of a file by itself that was tried again: which try; of a drop absent while there was none
 */
public record LifeStep(
        DropStatus.State state,
        Instant at,
        String message,
        @Nullable Integer attempt) {

    /** How many are kept of a drop. */
    public static final int MOST = 50;

    public static LifeStep of(DropStatus status) {
        return new LifeStep(status.state(), status.updatedAt(), status.message(), attempt(status));
    }

    /** Each try of a file by itself is in another job, of which each is the first attempt: its status counts them. */
    private static @Nullable Integer attempt(DropStatus status) {
        if (status.attempt() != null) {
            return status.attempt();
        }
        return status.job() == null ? null : (Integer) status.job().attempt();
    }

    /** Whether the status is still in this state, of the same attempt. */
    public boolean goesOnIn(DropStatus status) {
        LifeStep now = of(status);
        return state == now.state && (attempt == null || attempt.equals(now.attempt));
    }
}
