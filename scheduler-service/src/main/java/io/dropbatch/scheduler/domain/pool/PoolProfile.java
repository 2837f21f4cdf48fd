package io.dropbatch.scheduler.domain.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of pool that the operator offers to workloads under a name.
 *
 * @param vmSizes in order of preference
 * @param image a name of the table of images
 * @param startTask run on each node before the workload's own; absent for none
 * @param setup without other sizes, which follow from {@code vmSizes}
 */
public record PoolProfile(
        List<String> vmSizes,
        String image,
        int maxNodes,
        @Nullable String startTask,
        PoolSetup setup) {

    public PoolProfile {
        vmSizes = List.copyOf(vmSizes);
        if (vmSizes.isEmpty() || maxNodes < 1) {
            throw new IllegalArgumentException("a profile has a VM size and at least one node");
        }
    }
}
