package io.dropbatch.scheduler.app.pool;

import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolDemand;
import io.dropbatch.scheduler.domain.scale.PoolHistory;
import io.dropbatch.scheduler.domain.scale.PoolSizing;
import io.dropbatch.scheduler.domain.scale.PoolState;
import io.dropbatch.scheduler.domain.scale.PoolStep;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives each pool the nodes that its jobs need, asks again for nodes that Batch could not allocate, recreates pools that
 * were deleted, and deletes those that no job has needed for long.
 */
public final class KeepPools {

    private final ComputePools pools;
    private final PoolDemands demands;
    private final PoolSizing sizing;
    private final Clock clock;
    private final Map<String, PoolHistory> histories = new HashMap<>();

    public KeepPools(ComputePools pools, PoolDemands demands, SchedulerSettings settings, Clock clock) {
        this.pools = pools;
        this.demands = demands;
        this.sizing = new PoolSizing(settings.idlePool(), settings.unusedPool(), settings.spot());
        this.clock = clock;
    }

    /** @return the pools as they were before */
    public synchronized List<PoolState> keep(List<StoredJob<Open>> open) {
        Map<String, PoolDemand> needed = demands.of(open);
        List<PoolState> found = pools.list();
        Set<String> there = found.stream().map(PoolState::id).collect(Collectors.toSet());
        histories.keySet().retainAll(there);
        found.forEach(pool -> keep(pool, needed.get(pool.id())));
        needed.values().stream()
                .filter(demand -> !demand.pool().madeByOperator())
                .filter(demand -> !there.contains(demand.pool().id()))
                .forEach(demand -> pools.ensure(demand.pool(), demand::nodes));
        return found;
    }

    private void keep(PoolState pool, @Nullable PoolDemand demand) {
        PoolHistory history = histories.computeIfAbsent(pool.id(), id -> new PoolHistory());
        switch (sizing.next(pool, demand, history, clock.instant())) {
            case PoolStep.Keep keep -> {}
            case PoolStep.Resize(var nodes) -> pools.resize(pool, nodes);
            case PoolStep.ChangeSize(var size, var nodes) -> change(pool, demand, size, nodes);
            case PoolStep.StopResize stop -> pools.stopResize(pool);
            case PoolStep.Delete delete -> delete(pool);
        }
    }

    private void change(PoolState pool, @Nullable PoolDemand demand, PoolSize size, NodeNumbers nodes) {
        if (demand != null && pools.changeSize(pool, demand.pool(), size) instanceof BatchAnswer.Done) {
            pools.resize(pool, nodes);
        }
    }

    /** Jobs may have come since they were read; for one that comes still later the pool is made again. */
    private void delete(PoolState pool) {
        if (!demands.wanted().contains(pool.id())) {
            pools.delete(pool);
        }
    }
}
