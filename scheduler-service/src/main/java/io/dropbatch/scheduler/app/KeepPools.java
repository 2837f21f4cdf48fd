package io.dropbatch.scheduler.app;

import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputeAccount.PoolState;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.PoolSpec;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Grows pools that jobs need, asks again for nodes that Batch could not allocate, recreates pools that were deleted,
 * and shrinks those that no job has needed for a while.
 */
public final class KeepPools {

    /** The pause before the next request after Batch could not allocate nodes. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);

    private final ComputeAccount compute;
    private final Duration idle;
    private final Clock clock;
    private final Map<String, Instant> lastNeeded = new HashMap<>();
    private final Map<String, Instant> lastAsked = new HashMap<>();

    public KeepPools(ComputeAccount compute, SchedulerSettings settings, Clock clock) {
        this.compute = compute;
        this.idle = settings.idlePool();
        this.clock = clock;
    }

    /** @return the pools as they were before */
    public synchronized List<PoolState> keep(List<StoredJob<Open>> open) {
        Map<String, PoolSpec> needed = open.stream()
                .map(StoredJob::job)
                .filter(job -> !(job instanceof Queued))
                .collect(Collectors.toMap(job -> job.pool().id(), Open::pool, (one, same) -> one));
        List<PoolState> pools = compute.pools();
        Set<String> there = pools.stream().map(PoolState::id).collect(Collectors.toSet());
        lastNeeded.keySet().retainAll(there);
        lastAsked.keySet().retainAll(there);
        pools.forEach(pool -> keep(pool, needed.containsKey(pool.id())));
        needed.values().stream().filter(pool -> !there.contains(pool.id())).forEach(compute::ensurePool);
        return pools;
    }

    private void keep(PoolState pool, boolean needed) {
        Instant now = clock.instant();
        if (needed) {
            lastNeeded.put(pool.id(), now);
        }
        if (!pool.steady()) {
            return;
        }
        Instant last = lastNeeded.computeIfAbsent(pool.id(), id -> now);
        boolean idleForLong = !now.isBefore(last.plus(idle));
        if (needed && pool.targetNodes() != pool.maxNodes()) {
            resize(pool, pool.maxNodes(), now);
        } else if (needed && pool.nodes() < pool.maxNodes() && mayAskAgain(pool, now)) {
            resize(pool, pool.maxNodes(), now);
        } else if (!needed && idleForLong && pool.targetNodes() > pool.minNodes()) {
            resize(pool, pool.minNodes(), now);
        }
    }

    private boolean mayAskAgain(PoolState pool, Instant now) {
        return !now.isBefore(lastAsked.getOrDefault(pool.id(), Instant.EPOCH).plus(ASK_AGAIN));
    }

    private void resize(PoolState pool, int nodes, Instant now) {
        lastAsked.put(pool.id(), now);
        compute.resize(pool, nodes);
    }
}
