package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import java.time.Duration;

/** The total core time of a pool's dedicated and spot nodes in a half hour. */
public record PoolUsage(PoolId pool, HalfHour interval, String vmSize, Duration coreTime) {

    PoolUsage plus(PoolUsage ofSameName) {
        return new PoolUsage(pool, interval, vmSize, coreTime.plus(ofSameName.coreTime));
    }
}
