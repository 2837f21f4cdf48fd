package io.dropbatch.localazure.batch.simulation;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of virtual pools as entries in one timer, and passes those of other pools to the real nodes. It
 * uses no process, thread or file: ten thousand nodes cost only the memory of their records.
 */
public final class VirtualNodes implements NodeAgent, AutoCloseable {

    private final NodeAgent real;
    private final Clock clock;
    private final EngineTimers timers;
    private final Map<PoolId, Described> known = new ConcurrentHashMap<>();
    private volatile Function<PoolId, @Nullable Pool> pools = id -> null;

    public VirtualNodes(NodeAgent real, Clock clock) {
        this.real = real;
        this.clock = clock;
        this.timers = EngineTimers.of(clock);
    }

    /** Sets the lookup of pools, which belong to the account that uses this agent. */
    public void serve(Function<PoolId, @Nullable Pool> owned) {
        pools = owned;
    }

    @Override
    public void check(PoolDefinition pool) {
        try {
            if (VirtualPool.of(pool.source()).isPresent()) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw BatchError.property("metadata", "", "A virtual pool cannot be like this: " + e.getMessage() + ".");
        }
        real.check(pool);
    }

    @Override
    public Run start(RunOrder order, Consumer<RunEnd> ended) {
        Pool pool = pools.apply(order.place().pool());
        Optional<VirtualPool> virtual = pool == null ? Optional.empty() : virtual(pool);
        return virtual.isPresent() ? simulate(order, virtual.get(), ended) : real.start(order, ended);
    }

    @Override
    public void remove(Path directory) {
        real.remove(directory);
    }

    @Override
    public void send(URI container, String blob, byte[] content) {
        real.send(container, blob, content);
    }

    @Override
    public void endProcesses(PoolId pool, Path directory, Runnable ended) {
        Pool owner = pools.apply(pool);
        if (owner != null && virtual(owner).isPresent()) {
            NodeAgent.super.endProcesses(pool, directory, ended);
            return;
        }
        real.endProcesses(pool, directory, ended);
    }

    /** Drops the current runs without an end; the account runs their tasks again after its next start. */
    @Override
    public void close() {
        timers.close();
    }

    private Optional<VirtualPool> virtual(Pool pool) {
        Described described = known.get(pool.id());
        if (described == null || described.spec != pool.spec()) {
            described = new Described(pool.spec(), VirtualPool.of(pool.spec().source()));
            known.put(pool.id(), described);
        }
        return described.virtual;
    }

    private Run simulate(RunOrder order, VirtualPool pool, Consumer<RunEnd> ended) {
        VirtualRun run = new VirtualRun(ended, clock, timers);
        try {
            SimulationSettings settings = pool.settings().with(environment(order));
            RandomGenerator random =
                    settings.random(order.job() == null ? null : order.job().value(), order.task(), order.attempt());
            plan(run, order, settings, random, pool.speed());
        } catch (IllegalArgumentException e) {
            run.endAfter(Duration.ZERO, null, failure(e));
        }
        return run;
    }

    private static void plan(
            VirtualRun run, RunOrder order, SimulationSettings settings, RandomGenerator random, double speed) {
        Duration duration = settings.duration().draw(random);
        Duration limit = order.spec().maxWallClockTime();
        if (limit.compareTo(duration) < 0) {
            run.endAfter(shortened(limit, speed), null, FailureInfo.endedByTimeLimit());
            return;
        }
        boolean fails = random.nextDouble() < settings.failureProbability();
        run.endAfter(
                shortened(duration, speed), fails ? settings.exitCode() : 0, fails ? FailureInfo.exitCode() : null);
    }

    private static Duration shortened(Duration duration, double speed) {
        return Duration.ofNanos((long) (duration.toNanos() / speed));
    }

    private static Map<String, String> environment(RunOrder order) {
        if (order.commonEnvironment().isEmpty()) {
            return order.spec().environment();
        }
        Map<String, String> environment = new HashMap<>(order.commonEnvironment());
        environment.putAll(order.spec().environment());
        return environment;
    }

    private static FailureInfo failure(IllegalArgumentException e) {
        return FailureInfo.user(
                "CommandLaunchFailed",
                "Failed to launch the specified command line",
                "The simulation cannot be like this: " + e.getMessage());
    }

    /** The parsed description of a pool, cached until it changes. */
    private record Described(PoolDefinition spec, Optional<VirtualPool> virtual) {}
}
