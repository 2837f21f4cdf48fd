package io.dropbatch.scheduler.app.pool;

import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.domain.pool.PoolSpec;

/** Makes sure that a job has its pool, with as many nodes as all jobs that share it need. */
public final class JobPool {

    private final ComputePools pools;
    private final PoolDemands demands;

    public JobPool(ComputePools pools, PoolDemands demands) {
        this.pools = pools;
        this.demands = demands;
    }

    public BatchAnswer ensure(PoolSpec pool) {
        return pools.ensure(pool, () -> demands.nodes(pool));
    }
}
