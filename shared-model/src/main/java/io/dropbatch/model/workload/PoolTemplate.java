package io.dropbatch.model.workload;

import org.jspecify.annotations.Nullable;

/**
 * Where the tasks run: a pool that is made as the workload or one of the operator's profiles says, or one that the operator
 * made. Workloads that ask for the same pool share it.
 *
 * @param vmSize absent when a profile decides it, and {@code image} alike
 * @param image a name of the scheduler's table of images, such as {@code ubuntu-24.04}
 * @param minNodes kept when no job needs the pool
 * @param maxNodes while there is work for as many
 * @param slotsPerNode tasks that a node runs at a time; absent for as many as it has cores
 * @param startTask run once on each node with elevated rights
 * @param kind absent for what the profile says, or dedicated nodes
 * @param profile the name of one of the operator's profiles
 * @param id of a pool that the operator made; nothing else is said of it
 */
public record PoolTemplate(
        @Nullable String vmSize,
        @Nullable String image,
        int minNodes,
        int maxNodes,
        @Nullable Integer slotsPerNode,
        @Nullable String startTask,
        @Nullable NodeKind kind,
        @Nullable String profile,
        @Nullable String id) {

    public PoolTemplate {
        if (minNodes < 0 || maxNodes < 1 || minNodes > maxNodes) {
            throw new IllegalArgumentException("nodes: 0 <= min <= max, and max at least 1");
        }
        if (slotsPerNode != null && (slotsPerNode < 1 || slotsPerNode > 256)) {
            throw new IllegalArgumentException("slotsPerNode: 1 to 256");
        }
        if ((vmSize == null || image == null) && profile == null && id == null) {
            throw new IllegalArgumentException("a VM size and an image, a profile or an id");
        }
    }

    /** A pool without profile. */
    public PoolTemplate(
            String vmSize,
            String image,
            int minNodes,
            int maxNodes,
            @Nullable Integer slotsPerNode,
            @Nullable String startTask) {
        this(vmSize, image, minNodes, maxNodes, slotsPerNode, startTask, null, null, null);
    }

    /** A pool as a profile of the operator's says. */
    public static PoolTemplate ofProfile(
            String profile,
            int minNodes,
            int maxNodes,
            @Nullable Integer slotsPerNode,
            @Nullable String startTask,
            @Nullable NodeKind kind) {
        return new PoolTemplate(null, null, minNodes, maxNodes, slotsPerNode, startTask, kind, profile, null);
    }

    /** A pool that the operator made. */
    public static PoolTemplate ofId(String id) {
        return new PoolTemplate(null, null, 0, 1, null, null, null, null, id);
    }
}
