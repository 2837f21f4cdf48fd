package io.dropbatch.model.workload;

import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.WorkloadName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named recipe: the application, how a drop becomes tasks, what comes out and where it runs.
 *
 * @param requires programs that must be found on the node before the command runs
 * @param merge absent when the tasks' outputs are the result
 * @param failure how many tasks may fail
 * @param tenant who shares the account fairly with others; absent for whom the drop's name says
 * @param priority of the Batch job, −1000 to 1000
 * @param split absent when the tasks are made from the drop as it is
 * @param rounds absent when map and merge run once
 */
public record Workload(
        WorkloadName name,
        @Nullable ApplicationRef application,
        List<String> requires,
        StartCondition start,
        TaskTemplate tasks,
        @Nullable Merge merge,
        SubmissionLimits limits,
        int priority,
        PoolTemplate pool,
        FailureTolerance failure,
        @Nullable String tenant,
        @Nullable SplitTemplate split,
        @Nullable RoundRule rounds) {

    public Workload {
        requires = List.copyOf(requires);
        failure = Objects.requireNonNullElse(failure, FailureTolerance.none());
        if (rounds != null && merge == null) {
            throw new IllegalArgumentException("a round ends with a merge");
        }
    }

    /** The number of tasks on the map level and on each after it, of all rounds that there may be. */
    public List<Integer> levels(int mapTasks) {
        List<Integer> once = merge == null ? List.of(mapTasks) : merge.levels(mapTasks);
        int times = rounds == null ? 1 : rounds.max();
        return Collections.nCopies(times, once).stream().flatMap(List::stream).toList();
    }

    /** A workload whose tasks are made from the drop as it is, once. */
    public Workload(
            WorkloadName name,
            @Nullable ApplicationRef application,
            List<String> requires,
            StartCondition start,
            TaskTemplate tasks,
            @Nullable Merge merge,
            SubmissionLimits limits,
            int priority,
            PoolTemplate pool,
            FailureTolerance failure,
            @Nullable String tenant) {
        this(name, application, requires, start, tasks, merge, limits, priority, pool, failure, tenant, null, null);
    }
}
