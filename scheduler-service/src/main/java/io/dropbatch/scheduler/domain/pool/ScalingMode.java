package io.dropbatch.scheduler.domain.pool;

/** Who changes the size of a pool. */
public enum ScalingMode {
    /** The scheduler, by the number of open tasks. */
    RESIZE,
    /** Batch, by a formula over its own samples. */
    FORMULA
}
