package io.dropbatch.scheduler.domain.scale;

/**
 * What a pool was made with, and what of that has changed since.
 *
 * @param minNodes kept when no job needs the pool
 * @param maxNodes that it has at most
 * @param vmSize one of those that it may have
 * @param slots tasks that a node runs at a time
 * @param spot whether it was made for nodes that Azure may take away
 * @param byFormula whether Batch changes its size, by a formula
 */
public record PoolTraits(int minNodes, int maxNodes, String vmSize, int slots, boolean spot, boolean byFormula) {}
