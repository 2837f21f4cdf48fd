package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import java.time.Duration;

/** For how long the cores of a pool's nodes, dedicated and spot, were allocated in a half hour, all together. */
public record PoolUsage(PoolId pool, HalfHour interval, String vmSize, Duration coreTime) {

    PoolUsage plus(PoolUsage ofSameName) {
        return new PoolUsage(pool, interval, vmSize, coreTime.plus(ofSameName.coreTime));
    }
}
