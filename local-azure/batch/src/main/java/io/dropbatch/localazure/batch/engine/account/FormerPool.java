package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import java.time.Instant;

/** A pool that was deleted, as far as the history of usage tells of it; its key is the one that the pool had. */
public record FormerPool(long key, PoolId id, String vmSize, Instant created, Instant removed, CoreTimes coreTimes) {}
