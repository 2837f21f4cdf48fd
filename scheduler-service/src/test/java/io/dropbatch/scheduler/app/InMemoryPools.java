package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolAllocation;
import io.dropbatch.scheduler.domain.scale.PoolState;
import io.dropbatch.scheduler.domain.scale.PoolTraits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Pools in memory, which have their nodes at once unless a test says that there are fewer to be had. */
final class InMemoryPools implements ComputePools {

    final Map<String, PoolState> states = new HashMap<>();
    final List<String> resized = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final Map<JobId, Integer> openTasks = new HashMap<>();
    int available = Integer.MAX_VALUE;
    private final Supplier<BatchAnswer> answers;
    private final Clock clock;
    private int version;

    InMemoryPools(Supplier<BatchAnswer> answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public BatchAnswer ensure(PoolSpec pool, IntSupplier nodes) {
        BatchAnswer answer = answers.get();
        if (!(answer instanceof BatchAnswer.Done)) {
            return answer;
        }
        PoolTraits traits = traits(pool, pool.sizes().getFirst());
        PoolState there = states.get(pool.id());
        int wanted = nodes.getAsInt();
        if (there == null || there.target().total() < wanted) {
            put(pool.id(), traits, NodeNumbers.dedicated(wanted));
        }
        return answer;
    }

    @Override
    public List<PoolState> list() {
        return List.copyOf(states.values());
    }

    @Override
    public BatchAnswer resize(PoolState pool, NodeNumbers nodes) {
        PoolState there = states.get(pool.id());
        if (there == null) {
            return new BatchAnswer.NotNow(
                    Failure.of(FailureCode.POOL_UNHEALTHY, "there is no such pool"), Duration.ZERO);
        }
        resized.add(pool.id() + "=" + nodes.dedicated());
        put(pool.id(), there.traits(), nodes);
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer changeSize(PoolState pool, PoolSpec of, PoolSize size) {
        resized.add(pool.id() + " is of " + size.vmSize());
        states.put(
                pool.id(),
                new PoolState(
                        pool.id(),
                        traits(of, size),
                        pool.target(),
                        pool.nodes(),
                        0,
                        pool.allocation(),
                        pool.version()));
        return BatchAnswer.done();
    }

    private static PoolTraits traits(PoolSpec pool, PoolSize size) {
        return new PoolTraits(
                pool.minNodes(),
                pool.maxNodes(),
                size.vmSize(),
                size.slots(),
                pool.kind().startsWithSpot(),
                pool.setupOrPlain().scaling() == ScalingMode.FORMULA);
    }

    @Override
    public BatchAnswer stopResize(PoolState pool) {
        stopped.add(pool.id());
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer delete(PoolState pool) {
        PoolState there = states.get(pool.id());
        if (there != null && !there.version().equals(pool.version())) {
            return InMemoryCompute.never();
        }
        states.remove(pool.id());
        deleted.add(pool.id());
        return BatchAnswer.done();
    }

    @Override
    public OptionalInt openTasks(JobId job) {
        return openTasks.containsKey(job) ? OptionalInt.of(openTasks.get(job)) : OptionalInt.empty();
    }

    /** A pool is there as it would be without the scheduler's doing. */
    void has(String id, NodeNumbers target, NodeNumbers nodes, PoolAllocation.State state) {
        PoolTraits traits = states.get(id).traits();
        states.put(
                id,
                new PoolState(
                        id, traits, target, nodes, 0, new PoolAllocation(state, clock.instant()), "v" + ++version));
    }

    private void put(String id, PoolTraits traits, NodeNumbers target) {
        NodeNumbers nodes = NodeNumbers.dedicated(Math.min(available, target.dedicated()));
        PoolAllocation allocation = new PoolAllocation(PoolAllocation.State.STEADY, clock.instant());
        states.put(id, new PoolState(id, traits, target, nodes, 0, allocation, "v" + ++version));
    }
}
