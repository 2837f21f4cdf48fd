package io.dropbatch.scheduler.domain.scale;

import io.dropbatch.scheduler.domain.pool.PoolSize;

/** What to do about a pool now. */
public sealed interface PoolStep {

    /** It is as it should be, or has to be waited for. */
    record Keep() implements PoolStep {}

    record Resize(NodeNumbers nodes) implements PoolStep {}

    /** Its VM size cannot be had, or a better one may be had again: it is empty and gets another one, then nodes. */
    record ChangeSize(PoolSize size, NodeNumbers nodes) implements PoolStep {}

    /** Its change of size is in the way of a more urgent one. */
    record StopResize() implements PoolStep {}

    /** Nobody has needed it for long. */
    record Delete() implements PoolStep {}
}
