package io.dropbatch.scheduler.domain.pool;

/**
 * What a pool was made with and keeps.
 *
 * @param minNodes kept when no job needs the pool
 * @param maxNodes that it has at most
 */
public record PoolTraits(int minNodes, int maxNodes) {}
