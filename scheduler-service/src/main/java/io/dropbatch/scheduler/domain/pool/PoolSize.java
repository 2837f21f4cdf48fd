package io.dropbatch.scheduler.domain.pool;

/**
 * A VM size that a pool may have, with what follows from it.
 *
 * @param image of the generation that the size starts
 * @param slots tasks that a node of this size runs at a time
 */
public record PoolSize(String vmSize, NodeImage image, int slots) {}
