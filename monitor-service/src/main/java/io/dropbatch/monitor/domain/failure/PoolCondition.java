package io.dropbatch.monitor.domain.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job's pool.
 *
 * @param resizing whether Batch is adding or removing nodes right now
 * @param nodes that it has
 * @param target how many it is to have
 * @param usable nodes that run tasks or are starting
 * @param resizeErrors why the last resize failed
 * @param nodeTrouble what is wrong with the first node that is not usable
 */
public record PoolCondition(
        String pool,
        boolean resizing,
        int nodes,
        int target,
        int usable,
        List<BatchProblem> resizeErrors,
        @Nullable BatchProblem nodeTrouble) {

    public PoolCondition {
        resizeErrors = List.copyOf(resizeErrors);
    }

    /** Whether Azure looks for the first usable node; it tells only at the end why it has found none. */
    public boolean isAllocating() {
        return resizing && usable == 0;
    }
}
