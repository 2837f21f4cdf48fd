package io.dropbatch.scheduler.domain.pool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes the formula by which Batch sizes a pool: as many nodes as there is work for, none when there is none, and in the
 * place of spot nodes that were taken away dedicated ones, if the pool has a fall-back.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling">Automatic scaling in Batch</a>
 */
public final class PoolFormula {

    private PoolFormula() {}

    /**
     * @param first the number of nodes until there are samples of the work
     * @param made when the pool is made
     */
    public static String of(PoolSpec pool, PoolSize size, int first, Instant made) {
        return """
                age = time() - time("%s");
                window = TimeInterval_Minute * 5;
                known = $PendingTasks.GetSamplePercent(window);
                before = $TargetDedicatedNodes + $TargetLowPriorityNodes;
                unknown = age < TimeInterval_Minute * 10 ? %d : before;
                wanted = known < 50 ? unknown : (max($PendingTasks.GetSample(window)) + %d) / %d;
                nodes = max(%d, min(%d, wanted));
                %s
                $NodeDeallocationOption = taskcompletion;
                """.formatted(
                        made.truncatedTo(ChronoUnit.SECONDS).toString(),
                        first,
                        size.slots() - 1,
                        size.slots(),
                        pool.minNodes(),
                        pool.maxNodes(),
                        targets(pool));
    }

    private static String targets(PoolSpec pool) {
        return switch (pool.kind()) {
            case DEDICATED -> "$TargetDedicatedNodes = nodes; $TargetLowPriorityNodes = 0;";
            case SPOT -> "$TargetDedicatedNodes = 0; $TargetLowPriorityNodes = nodes;";
            case SPOT_THEN_DEDICATED ->
                "taken = known < 50 ? 0 : min(nodes, max($PreemptedNodeCount.GetSample(window)));"
                        + " $TargetDedicatedNodes = taken; $TargetLowPriorityNodes = nodes - taken;";
        };
    }
}
