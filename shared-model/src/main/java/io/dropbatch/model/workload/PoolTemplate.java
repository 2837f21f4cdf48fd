package io.dropbatch.model.workload;

import org.jspecify.annotations.Nullable;

/**
 * Where the tasks run. Workloads that ask for the same pool share it.
 *
 * @param image a name of the scheduler's table of images, such as {@code ubuntu-22.04}
 * @param minNodes kept when no job needs the pool
 * @param maxNodes while a job needs it
 * @param slotsPerNode tasks that a node runs at a time; absent for as many as it has cores
 * @param startTask run once on each node with elevated rights; not run on local Azure
 */
public record PoolTemplate(
        String vmSize,
        String image,
        int minNodes,
        int maxNodes,
        @Nullable Integer slotsPerNode,
        @Nullable String startTask) {

    public PoolTemplate {
        if (minNodes < 0 || maxNodes < 1 || minNodes > maxNodes) {
            throw new IllegalArgumentException("nodes: 0 <= min <= max, and max at least 1");
        }
        if (slotsPerNode != null && (slotsPerNode < 1 || slotsPerNode > 256)) {
            throw new IllegalArgumentException("slotsPerNode: 1 to 256");
        }
    }
}
