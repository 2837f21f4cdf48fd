package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.PoolTemplate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a workload's requested pool into one that this account can have.
 *
 * @param images by the names that workloads use
 * @param maxNodes what a pool may have at most; a larger request is reduced
 * @param slots decides how many tasks a node runs at a time
 */
public record PoolCatalogue(Map<String, NodeImage> images, int maxNodes, NodeSlots slots) {

    public PoolCatalogue {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        if (maxNodes < 1) {
            throw new IllegalArgumentException("a pool has at least one node");
        }
    }

    public PoolChoice choose(PoolTemplate wish) {
        NodeImage image = images.get(wish.image());
        if (image == null) {
            return new PoolChoice.Impossible(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "pool.image '" + wish.image() + "' is not known here: use one of " + images.keySet()
                            + ", or ask the operator to add it to dropbatch.scheduler.images"));
        }
        NodeSlots.Choice chosen = slots.choose(wish.vmSize(), wish.slotsPerNode());
        PoolSpec pool = new PoolSpec(
                wish.vmSize(),
                image,
                Math.min(wish.minNodes(), maxNodes),
                Math.min(wish.maxNodes(), maxNodes),
                chosen.slots(),
                wish.startTask());
        return new PoolChoice.Chosen(pool, chosen.notes());
    }
}
