package io.dropbatch.scheduler.domain.pool;

/**
 * What the jobs of a pool need of it.
 *
 * @param tasks that have not ended, of all its jobs
 */
public record PoolDemand(PoolSpec pool, int tasks) {

    /** As many nodes as there is work for, within the limits of the pool. */
    public int nodes() {
        int wanted = Math.ceilDiv(tasks, pool.slotsPerNode());
        return Math.max(pool.minNodes(), Math.min(pool.maxNodes(), wanted));
    }

    public PoolDemand and(PoolDemand other) {
        return new PoolDemand(pool, (int) Math.min(Integer.MAX_VALUE, (long) tasks + other.tasks));
    }
}
