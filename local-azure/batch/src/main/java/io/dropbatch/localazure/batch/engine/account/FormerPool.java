package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import java.time.Instant;

/** The usage history of a deleted pool, under the pool's key. */
public record FormerPool(long key, PoolId id, String vmSize, Instant created, Instant removed, CoreTimes coreTimes) {}
