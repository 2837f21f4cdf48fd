package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.util.Optional;

/** Explains why a pool has no node that can run a task. */
public final class PoolFailures {

    private PoolFailures() {}

    public static Failure gone(String pool) {
        return Failure.of(FailureCode.POOL_UNHEALTHY, "The pool " + pool + " does not exist any more.");
    }

    /** Empty when a node can run tasks or is starting, or when Azure has not answered yet. */
    public static Optional<Failure> of(PoolCondition pool) {
        if (pool.usable() > 0 || pool.isAllocating()) {
            return Optional.empty();
        }
        if (!pool.resizeErrors().isEmpty()) {
            return Optional.of(ofResize(pool, pool.resizeErrors().getFirst()));
        }
        return Optional.of(pool.nodes() == 0 ? empty(pool) : unusable(pool));
    }

    private static Failure ofResize(PoolCondition pool, BatchProblem error) {
        String said = " Batch says " + error.name() + ", " + ErrorText.message(error);
        return error.code() == FailureCode.QUOTA
                ? Failure.of(
                        FailureCode.QUOTA,
                        "The account's quota allows no node for the pool " + pool.pool()
                                + ": ask for more cores, or use a smaller pool." + said)
                : Failure.of(
                        FailureCode.CAPACITY,
                        "Azure has no node for the pool " + pool.pool()
                                + " at the moment: it will be tried again; another vmSize or region may help." + said);
    }

    private static Failure empty(PoolCondition pool) {
        return Failure.of(
                FailureCode.CAPACITY,
                "The pool " + pool.pool() + " has no nodes, and " + pool.target() + " are asked for.");
    }

    private static Failure unusable(PoolCondition pool) {
        BatchProblem problem = pool.nodeTrouble();
        boolean preempted = problem != null && problem.code() == FailureCode.PREEMPTED;
        String said = problem == null ? "" : " The first says " + problem.name() + ", " + ErrorText.message(problem);
        return Failure.of(
                preempted ? FailureCode.PREEMPTED : FailureCode.POOL_UNHEALTHY,
                "None of the " + pool.nodes() + " nodes of the pool " + pool.pool() + " can run tasks." + said);
    }
}
