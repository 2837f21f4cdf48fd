package io.dropbatch.scheduler.domain.scale;

import java.time.Instant;

/**
 * How far a pool is with the last change of its size.
 *
 * @param state {@code STEADY} when it has as many nodes as Azure could give it
 * @param since when this state began
 */
public record PoolAllocation(State state, Instant since) {

    /** The states by Azure's names. */
    public enum State {
        STEADY,
        RESIZING,
        STOPPING
    }

    public boolean isSteady() {
        return state == State.STEADY;
    }
}
