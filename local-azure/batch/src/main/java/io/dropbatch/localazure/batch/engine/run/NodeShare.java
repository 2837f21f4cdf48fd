package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;

/**
 * What a run takes of a node.
 *
 * @param pool the node's pool, as it is described when the run begins
 * @param slots how many of its slots; 0 for what takes none, such as a start task
 */
public record NodeShare(PoolDefinition pool, int slots) {

    /** Of a command that takes no slot. */
    public static NodeShare ofNoSlot(PoolDefinition pool) {
        return new NodeShare(pool, 0);
    }
}
