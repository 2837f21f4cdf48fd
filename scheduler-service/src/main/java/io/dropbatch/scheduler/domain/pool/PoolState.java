package io.dropbatch.scheduler.domain.pool;

/**
 * A pool of the scheduler's as Batch has it.
 *
 * @param target what it was last asked to have
 * @param nodes that it has; fewer than asked for when it is steady means that Azure could not allocate them
 * @param version changes with each request that changes the pool
 */
public record PoolState(
        String id,
        PoolTraits traits,
        NodeNumbers target,
        NodeNumbers nodes,
        PoolAllocation allocation,
        String version) {

    /** Whether Azure has given it fewer nodes than it was asked for. */
    public boolean lacksNodes() {
        return allocation.isSteady() && nodes.total() < target.total();
    }

    /** Whether it is giving nodes back, which may take as long as the tasks on them. */
    public boolean isShrinking() {
        return allocation.state() == PoolAllocation.State.RESIZING && nodes.total() > target.total();
    }
}
