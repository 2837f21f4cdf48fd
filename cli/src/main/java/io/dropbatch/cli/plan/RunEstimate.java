package io.dropbatch.cli.plan;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.VmSizeCores;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a drop may take once its pool has all its nodes: tasks of a level run in rounds, as many at a time as the pool
 * has slots. Starts of nodes and transfers come on top.
 *
 * @param slots tasks at a time; 0 when the pool is an operator's and nothing is known of it, or the number of tasks is not known
 * @param rounds of each level, the map first; of a workload with rounds, those of one of them
 * @param times how often these levels are passed at most
 * @param longest when every task takes its whole timeout once; null when the slots are not known
 * @param about when every task takes the time that was assumed; null when none was
 */
record RunEstimate(
        int slots,
        List<Integer> rounds,
        int times,
        @Nullable Duration longest,
        @Nullable Duration about) {

    /** @param taskTime what a task is assumed to take; null when nothing is */
    static RunEstimate of(Plan plan, @Nullable Duration taskTime) {
        Workload workload = plan.workload();
        int slots = slots(workload.pool(), workload.tasks().nodes());
        if (slots == 0 || !plan.hasMapTasks()) {
            return new RunEstimate(0, List.of(), 1, null, null);
        }
        List<Integer> rounds = plan.throughRoundOf(0).levels().stream()
                .map(tasks -> Math.ceilDiv(tasks, slots))
                .toList();
        long sum = plan.levels().stream()
                .mapToLong(tasks -> Math.ceilDiv(tasks, slots))
                .sum();
        return new RunEstimate(
                slots,
                rounds,
                plan.rounds() == null ? 1 : plan.rounds(),
                workload.tasks().timeout().multipliedBy(sum),
                taskTime == null ? null : taskTime.multipliedBy(sum));
    }

    private static int slots(PoolTemplate pool, int nodes) {
        @Nullable String size = pool.vmSize();
        if (size == null) {
            return 0;
        }
        if (nodes > 1) {
            return pool.maxNodes() / nodes;
        }
        @Nullable Integer asked = pool.slotsPerNode();
        int perNode = asked == null ? VmSizeCores.of(size).orElse(1) : asked;
        return pool.maxNodes() * Math.min(perNode, VmSizeCores.mostSlots(VmSizeCores.of(size)));
    }
}
