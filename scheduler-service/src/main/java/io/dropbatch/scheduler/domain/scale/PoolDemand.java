package io.dropbatch.scheduler.domain.scale;

import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.time.Instant;

/**
 * What the jobs of a pool need of it.
 *
 * @param tasks that have not ended, of all its jobs
 * @param deadline when the first of them runs out of time; {@link Instant#MAX} for none
 */
public record PoolDemand(PoolSpec pool, int tasks, Instant deadline) {

    /** As many nodes of the first VM size as there is work for, within the limits of the pool. */
    public int nodes() {
        return nodes(pool.slotsPerNode());
    }

    /** The same for nodes that run another number of tasks at a time. */
    int nodes(int slots) {
        return Math.max(pool.minNodes(), pool.nodesFor(tasks, slots));
    }

    public PoolDemand and(PoolDemand other) {
        int sum = (int) Math.min(Integer.MAX_VALUE, (long) tasks + other.tasks);
        return new PoolDemand(pool, sum, deadline.isBefore(other.deadline) ? deadline : other.deadline);
    }
}
