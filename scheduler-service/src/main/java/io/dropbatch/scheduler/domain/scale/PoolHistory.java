package io.dropbatch.scheduler.domain.scale;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the scheduler remembers of a pool from one look to the next. Nothing depends on it for long: a scheduler that has
 * just started takes the pool's size for what is needed, and the time of its last change for the last request.
 */
public final class PoolHistory {

    /** The pause before Azure is asked again for nodes that it could not give. */
    private static final Backoff PAUSE = Backoff.doubling(Duration.ofMinutes(2), Duration.ofMinutes(15));

    private final Deque<Need> needs = new ArrayDeque<>();
    private Instant neededAt = Instant.EPOCH;
    private Instant askedAt = Instant.EPOCH;
    private int failures;
    private int preempted;
    private int preemptions;
    private boolean tookOver;

    private record Need(Instant at, int nodes) {}

    /**
     * Notes how many nodes are needed now.
     *
     * @param memory for how long that counts
     */
    void needs(PoolState pool, int nodes, Instant now, Duration memory) {
        if (needs.isEmpty()) {
            needs.add(new Need(now, pool.target().total()));
        }
        needs.removeIf(need -> !now.isBefore(need.at().plus(memory)));
        needs.removeIf(need -> need.nodes() <= nodes);
        needs.add(new Need(now, nodes));
    }

    /** Notes that jobs need the pool, and how many of its nodes Azure has taken away since the last look. */
    void needed(PoolState pool, Instant now) {
        neededAt = now;
        preemptions += Math.max(0, pool.preempted() - preempted);
        preempted = pool.preempted();
    }

    /** Notes that no job needs the pool: the next one begins with spot nodes again. */
    void notNeeded(PoolState pool) {
        preempted = pool.preempted();
        preemptions = 0;
        tookOver = false;
    }

    int preemptions() {
        return preemptions;
    }

    /** Whether Azure has failed to give nodes more than once in a row. */
    boolean failedAgain() {
        return failures > 0;
    }

    boolean tookOver() {
        return tookOver;
    }

    void takeOver() {
        tookOver = true;
    }

    /** The most nodes that were needed lately. */
    int peak() {
        return needs.stream().mapToInt(Need::nodes).max().orElse(0);
    }

    boolean isUnusedFor(Duration time, PoolState pool, Instant now) {
        return !now.isBefore(later(neededAt, pool.allocation().since()).plus(time));
    }

    /** Whether Azure may be asked for nodes: at once, unless it has just failed to give them. */
    boolean mayAsk(PoolState pool, Instant now) {
        Instant last = later(askedAt, pool.allocation().since());
        return !pool.lacksNodes() || !now.isBefore(last.plus(PAUSE.after(failures + 1)));
    }

    /** Notes that Azure is asked for another size. */
    void asked(PoolState pool, Instant now) {
        failures = pool.lacksNodes() ? failures + 1 : 0;
        askedAt = now;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
