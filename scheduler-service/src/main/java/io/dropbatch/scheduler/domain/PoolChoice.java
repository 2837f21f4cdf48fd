package io.dropbatch.scheduler.domain;

import io.dropbatch.model.outcome.Failure;

/** The result of a workload's request for a pool. */
public sealed interface PoolChoice {

    /** The pool to use. */
    record Chosen(PoolSpec pool) implements PoolChoice {}

    /** The requested pool is impossible. */
    record Impossible(Failure failure) implements PoolChoice {}
}
