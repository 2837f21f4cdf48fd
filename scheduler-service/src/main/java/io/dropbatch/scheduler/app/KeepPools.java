package io.dropbatch.scheduler.app;

import io.dropbatch.scheduler.app.ComputeAccount.PoolState;
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

/** Grows pools that jobs need and shrinks those that no job has needed for a while. */
public final class KeepPools {

    private final ComputeAccount compute;
    private final Duration idle;
    private final Clock clock;
    private final Map<String, Instant> lastNeeded = new HashMap<>();

    public KeepPools(ComputeAccount compute, SchedulerSettings settings, Clock clock) {
        this.compute = compute;
        this.idle = settings.idlePool();
        this.clock = clock;
    }

    public synchronized void keep(List<Entry<Open>> open) {
        Set<String> needed = open.stream()
                .map(Entry::job)
                .filter(job -> !(job instanceof Queued))
                .map(job -> job.pool().id())
                .collect(Collectors.toSet());
        List<PoolState> pools = compute.pools();
        lastNeeded.keySet().retainAll(pools.stream().map(PoolState::id).toList());
        pools.forEach(pool -> keep(pool, needed.contains(pool.id())));
    }

    private void keep(PoolState pool, boolean needed) {
        Instant now = clock.instant();
        if (needed) {
            lastNeeded.put(pool.id(), now);
        }
        Instant last = lastNeeded.computeIfAbsent(pool.id(), id -> now);
        int wanted = now.isBefore(last.plus(idle)) ? pool.maxNodes() : pool.minNodes();
        // An idle pool is not grown again just because nobody remembers when it was needed last.
        boolean change = needed ? wanted != pool.targetNodes() : wanted < pool.targetNodes();
        if (change && pool.steady()) {
            compute.resize(pool, wanted);
        }
    }
}
