package io.dropbatch.scheduler.domain.pool;

/** What to do about a pool now. */
public sealed interface PoolStep {

    /** It is as it should be, or has to be waited for. */
    record Keep() implements PoolStep {}

    record Resize(NodeNumbers nodes) implements PoolStep {}

    /** Its change of size is in the way of a more urgent one. */
    record StopResize() implements PoolStep {}

    /** Nobody has needed it for long. */
    record Delete() implements PoolStep {}
}
