package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.model.workload.NodeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool has beyond size and image.
 *
 * @param otherSizes to take, in this order, when Azure has no nodes of the first one
 * @param identity resource id of a managed identity that the nodes carry besides the account's; absent for none
 */
public record PoolSetup(
        NodeKind kind,
        ScalingMode scaling,
        List<PoolSize> otherSizes,
        @Nullable String identity,
        @Nullable NodeNetwork network,
        @Nullable NodeDisk disk) {

    /** Nodes that stay, of one size, in a network of Batch's. */
    public static final PoolSetup PLAIN =
            new PoolSetup(NodeKind.DEDICATED, ScalingMode.RESIZE, List.of(), null, null, null);

    public PoolSetup {
        otherSizes = List.copyOf(otherSizes);
    }
}
