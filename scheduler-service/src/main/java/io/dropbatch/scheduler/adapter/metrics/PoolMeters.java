package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.bus.metrics.GaugeFamily;
import io.dropbatch.scheduler.app.port.PoolObserver;
import io.dropbatch.scheduler.app.port.PoolObserver.ObservedPool;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows pools and their nodes as the last look has found them, and counts the time that nodes were in use. A pool that
 * is gone has no gauges any more.
 */
public final class PoolMeters {

    private static final String POOL = "pool";
    private static final String KIND = "kind";

    /** A stretch without looks is not counted: nobody knows what the nodes did. */
    private static final Duration LONGEST_STRETCH = Duration.ofMinutes(10);

    private final PoolObserver observer;
    private final Clock clock;
    private final GaugeFamily nodes;
    private final GaugeFamily targets;
    private final GaugeFamily slots;
    private final MeterProvider<Counter> nodeTime;
    private final MeterProvider<Counter> resizeErrors;
    private final Map<String, Instant> resizesWithErrors = new HashMap<>();
    private Set<String> before = Set.of();
    private @Nullable Instant lookedAt;

    public PoolMeters(PoolObserver observer, MeterRegistry meters, Clock clock) {
        this.observer = observer;
        this.clock = clock;
        this.nodes = new GaugeFamily(meters, "dropbatch.pool.nodes", "Nodes of a pool by Azure's state");
        this.targets = new GaugeFamily(meters, "dropbatch.pool.target.nodes", "Nodes that a pool is to have");
        this.slots = new GaugeFamily(
                meters, "dropbatch.pool.slots", "Tasks that the nodes which a pool has can run at a time");
        this.nodeTime = Counter.builder("dropbatch.pool.node")
                .description("Time of nodes, by use: running a task, idle, or anything else such as starting")
                .baseUnit("seconds")
                .withRegistry(meters);
        this.resizeErrors = Counter.builder("dropbatch.pool.resize.errors")
                .description("Changes of a pool's size that ended with an error, by Batch's code")
                .withRegistry(meters);
    }

    /** Looks at all pools once. */
    public synchronized void look() {
        List<ObservedPool> pools = observer.observe();
        Instant now = clock.instant();
        Map<Tags, Integer> states = new HashMap<>();
        Map<Tags, Integer> wanted = new HashMap<>();
        Map<Tags, Integer> room = new HashMap<>();
        for (ObservedPool pool : pools) {
            Tags id = Tags.of(POOL, pool.id());
            Tags dedicated = id.and(KIND, "dedicated");
            Tags spot = id.and(KIND, "spot");
            pool.dedicated().forEach((state, count) -> states.put(dedicated.and("state", state), count));
            pool.spot().forEach((state, count) -> states.put(spot.and("state", state), count));
            wanted.put(dedicated, pool.targetDedicated());
            wanted.put(spot, pool.targetSpot());
            room.put(id, pool.nodes() * pool.slotsPerNode());
            countErrors(pool);
        }
        nodes.set(states);
        targets.set(wanted);
        slots.set(room);
        countTime(pools, now);
    }

    /** The nodes are taken to have been since the last look what they are now. */
    private void countTime(List<ObservedPool> pools, Instant now) {
        Duration stretch = lookedAt == null ? Duration.ZERO : Duration.between(lookedAt, now);
        double seconds = stretch.compareTo(LONGEST_STRETCH) > 0 ? 0 : Math.max(0, stretch.toMillis() / 1000.0);
        for (ObservedPool pool : pools) {
            double known = before.contains(pool.id()) ? seconds : 0;
            int running = count(pool, "running");
            int idle = count(pool, "idle");
            int gone = count(pool, "preempted") + count(pool, "deallocated");
            count(pool, "running", running * known);
            count(pool, "idle", idle * known);
            count(pool, "other", (pool.nodes() - running - idle - gone) * known);
        }
        before = pools.stream().map(ObservedPool::id).collect(Collectors.toSet());
        lookedAt = now;
    }

    private void count(ObservedPool pool, String use, double seconds) {
        nodeTime.withTags(POOL, pool.id(), "use", use).increment(seconds);
    }

    private static int count(ObservedPool pool, String state) {
        return pool.dedicated().getOrDefault(state, 0) + pool.spot().getOrDefault(state, 0);
    }

    /** Batch shows the errors of the last change of a size until the next one: each change is counted once. */
    private void countErrors(ObservedPool pool) {
        if (pool.resizeErrors().isEmpty()) {
            return;
        }
        Instant resize = pool.resizedAt() == null ? Instant.EPOCH : pool.resizedAt();
        if (!resize.equals(resizesWithErrors.put(pool.id(), resize))) {
            pool.resizeErrors()
                    .forEach(code ->
                            resizeErrors.withTags(POOL, pool.id(), "code", code).increment());
        }
    }
}
