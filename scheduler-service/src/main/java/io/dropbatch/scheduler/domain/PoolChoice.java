package io.dropbatch.scheduler.domain;

import io.dropbatch.model.outcome.Failure;

/** What became of a workload's wish for a pool. */
public sealed interface PoolChoice {

    /** The pool to use. */
    record Chosen(PoolSpec pool) implements PoolChoice {}

    /** There can be no such pool. */
    record Impossible(Failure failure) implements PoolChoice {}
}
