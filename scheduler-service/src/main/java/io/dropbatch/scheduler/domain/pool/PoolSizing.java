package io.dropbatch.scheduler.domain.pool;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many nodes a pool is to have: it grows at once to what its jobs need, shrinks when they have needed less for
 * a while, and goes when nobody has needed it for long.
 *
 * @param idle how long nodes are kept that are not needed
 * @param unused how long a pool is kept that is not needed; zero for ever
 */
public record PoolSizing(Duration idle, Duration unused) {

    private static final PoolStep KEEP = new PoolStep.Keep();

    /** @param demand absent when no job needs the pool */
    public PoolStep next(PoolState pool, @Nullable PoolDemand demand, PoolHistory history, Instant now) {
        int needed = demand == null ? pool.traits().minNodes() : demand.nodes();
        history.needs(pool, needed, now, idle);
        if (demand != null) {
            history.needed(now);
        }
        if (!pool.allocation().isSteady()) {
            boolean inTheWay = pool.isShrinking() && needed > pool.target().total();
            return inTheWay ? new PoolStep.StopResize() : KEEP;
        }
        boolean forgotten = demand == null && !unused.isZero() && history.isUnusedFor(unused, pool, now);
        return forgotten ? new PoolStep.Delete() : resize(pool, Math.max(needed, history.peak()), history, now);
    }

    private static PoolStep resize(PoolState pool, int nodes, PoolHistory history, Instant now) {
        NodeNumbers wanted = NodeNumbers.dedicated(nodes);
        if (pool.target().equals(wanted) && pool.nodes().equals(wanted)) {
            return KEEP;
        }
        boolean grows = wanted.total() > pool.nodes().total();
        boolean repeats = pool.target().equals(wanted);
        if ((grows || repeats) && !history.mayAsk(pool, now)) {
            return KEEP;
        }
        history.asked(pool, now);
        return new PoolStep.Resize(wanted);
    }
}
