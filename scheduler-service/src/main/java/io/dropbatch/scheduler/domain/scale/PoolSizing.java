package io.dropbatch.scheduler.domain.scale;

import io.dropbatch.scheduler.domain.pool.PoolSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many nodes a pool is to have: it grows at once to what its jobs need, shrinks when they have needed less for
 * a while, and goes when nobody has needed it for long.
 *
 * @param idle how long nodes are kept that are not needed
 * @param unused how long a pool is kept that is not needed; zero for ever
 * @param spot when nodes that stay take over
 */
public record PoolSizing(Duration idle, Duration unused, SpotLimits spot) {

    private static final PoolStep KEEP = new PoolStep.Keep();

    /** After so long the preferred VM size is tried again. */
    private static final Duration FORGIVEN = Duration.ofHours(1);

    /** @param demand absent when no job needs the pool */
    public PoolStep next(PoolState pool, @Nullable PoolDemand demand, PoolHistory history, Instant now) {
        int needed = demand == null
                ? pool.traits().minNodes()
                : demand.nodes(pool.traits().slots());
        note(pool, demand, needed, history, now);
        boolean steady = pool.allocation().isSteady();
        if (steady && demand == null && !unused.isZero() && history.isUnusedFor(unused, pool, now)) {
            return new PoolStep.Delete();
        }
        if (pool.traits().byFormula()) {
            return KEEP;
        }
        if (!steady) {
            boolean inTheWay = pool.isShrinking() && needed > pool.target().total();
            return inTheWay ? new PoolStep.StopResize() : KEEP;
        }
        return resize(pool, demand, history, now);
    }

    private void note(PoolState pool, @Nullable PoolDemand demand, int needed, PoolHistory history, Instant now) {
        history.needs(pool, needed, now, idle);
        if (demand == null) {
            history.notNeeded(pool);
            return;
        }
        history.needed(pool, now);
        if (spotIsNoGood(pool, demand, history, now)) {
            history.takeOver();
        }
    }

    /** A pool that has dedicated nodes already keeps them, also when the scheduler has forgotten why. */
    private boolean spotIsNoGood(PoolState pool, PoolDemand demand, PoolHistory history, Instant now) {
        if (!demand.pool().kind().hasFallback()) {
            return false;
        }
        return pool.target().dedicated() > 0
                || history.preemptions() >= spot.preemptions()
                || (pool.lacksNodes() && history.failedAgain())
                || !now.plus(spot.reserve()).isBefore(demand.deadline());
    }

    private static PoolStep resize(PoolState pool, @Nullable PoolDemand demand, PoolHistory history, Instant now) {
        NodeNumbers wanted = ofKind(pool, history.peak(), history);
        if (pool.target().equals(wanted) && pool.allocated().equals(wanted)) {
            return KEEP;
        }
        @Nullable PoolSize other = demand == null || wanted.total() == 0 ? null : otherSize(pool, demand, history, now);
        if (other != null) {
            history.asked(pool, now);
            return new PoolStep.ChangeSize(other, wanted);
        }
        boolean grows = wanted.total() > pool.allocated().total();
        boolean repeats = pool.target().equals(wanted);
        if ((grows || repeats) && !history.mayAsk(pool, now) && !isAnotherKind(pool, wanted)) {
            return KEEP;
        }
        history.asked(pool, now);
        return new PoolStep.Resize(wanted);
    }

    /** That Azure has no spot nodes does not mean that it has no dedicated ones. */
    private static boolean isAnotherKind(PoolState pool, NodeNumbers wanted) {
        return pool.target().dedicated() == 0 && wanted.dedicated() > 0;
    }

    private static NodeNumbers ofKind(PoolState pool, int nodes, PoolHistory history) {
        return pool.traits().spot() && !history.tookOver() ? new NodeNumbers(0, nodes) : NodeNumbers.dedicated(nodes);
    }

    /** The next one at once, as long as there is one; the first one again only when Azure may be asked again. */
    private static @Nullable PoolSize otherSize(PoolState pool, PoolDemand demand, PoolHistory history, Instant now) {
        List<PoolSize> sizes = demand.pool().sizes();
        if (sizes.size() < 2 || !pool.isEmpty()) {
            return null;
        }
        int current = indexOf(pool.traits().vmSize(), sizes);
        if (pool.lacksNodes()) {
            int next = (current + 1) % sizes.size();
            return next > 0 || history.mayAsk(pool, now) ? sizes.get(next) : null;
        }
        boolean forgiven = !now.isBefore(pool.allocation().since().plus(FORGIVEN));
        return current > 0 && forgiven ? sizes.getFirst() : null;
    }

    private static int indexOf(String vmSize, List<PoolSize> sizes) {
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i).vmSize().equalsIgnoreCase(vmSize)) {
                return i;
            }
        }
        return 0;
    }
}
