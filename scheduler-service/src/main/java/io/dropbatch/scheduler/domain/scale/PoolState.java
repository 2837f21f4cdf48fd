package io.dropbatch.scheduler.domain.scale;

/**
 * A pool of the scheduler's as Batch has it.
 *
 * @param target what it was last asked to have
 * @param nodes that it has; fewer than asked for when it is steady means that Azure could not allocate them
 * @param preempted nodes that Azure has taken away and will give back when it can; not among {@code nodes}
 * @param version changes with each request that changes the pool
 */
public record PoolState(
        String id,
        PoolTraits traits,
        NodeNumbers target,
        NodeNumbers nodes,
        int preempted,
        PoolAllocation allocation,
        String version) {

    /** Whether Azure has given it fewer nodes than it was asked for; those that it took away again do not count. */
    public boolean lacksNodes() {
        return allocation.isSteady() && allocated().total() < target.total();
    }

    /** Whether it is giving nodes back, which may take as long as the tasks on them. */
    public boolean isShrinking() {
        return allocation.state() == PoolAllocation.State.RESIZING
                && allocated().total() > target.total();
    }

    /** Whether it has no node of any kind, so that it may be given another VM size. */
    public boolean isEmpty() {
        return allocated().total() == 0;
    }

    NodeNumbers allocated() {
        return new NodeNumbers(nodes.dedicated(), nodes.spot() + preempted);
    }
}
