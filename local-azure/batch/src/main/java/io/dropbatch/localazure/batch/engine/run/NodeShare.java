package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;

/**
 * The share of a node that a run uses.
 *
 * @param pool the node's pool, as it is described when the run begins
 * @param slots the number of its slots; 0 for a run without slots, such as a start task
 */
public record NodeShare(PoolDefinition pool, int slots) {

    /** The share of a command that takes no slot. */
    public static NodeShare ofNoSlot(PoolDefinition pool) {
        return new NodeShare(pool, 0);
    }
}
