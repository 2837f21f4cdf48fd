package io.dropbatch.cli.plan;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a submission would do, as {@code submit --dry-run --json} prints it.
 *
 * @param levels the number of tasks on each level of which it is known, the map first or the split before it; those of one
 *     round
 * @param splitCommand of the task that splits the drop; null when it is not split
 * @param command of the map level's tasks
 * @param environment of all tasks: the workload's own and the drop's parameters
 * @param firstTasks of the first level
 * @param shared files that every task is given besides its own
 * @param timeout of one task
 * @param nodes that each task has to itself
 * @param notes how the drop was understood
 * @param rounds how often map and merge are repeated; null when they are not
 */
public record DryRunReport(
        String workload,
        int inputs,
        long inputBytes,
        List<Integer> levels,
        @Nullable String splitCommand,
        String command,
        @Nullable String mergeCommand,
        Map<String, String> environment,
        List<FirstTask> firstTasks,
        List<String> shared,
        PoolTemplate pool,
        SubmissionLimits limits,
        Duration timeout,
        int retries,
        int nodes,
        RunEstimate estimate,
        List<String> notes,
        @Nullable RoundRule rounds) {

    /** So many tasks of the map level are shown. */
    public static final int SHOWN = 3;

    /**
     * A task of the map level.
     *
     * @param rows of the row file; null when there is none
     * @param environment that it alone has
     */
    record FirstTask(
            int index, List<String> inputs, @Nullable Integer rows, Map<String, String> environment) {

        static FirstTask of(PlannedTask task) {
            return new FirstTask(
                    task.index(),
                    task.inputs().stream().map(PlannedInput::path).toList(),
                    task.rows() == null ? null : task.rows().rows(),
                    variables(task.parameters()));
        }
    }

    /** @param taskTime what a task is assumed to take; null when nothing is */
    public static DryRunReport of(LocalPlan local, @Nullable Duration taskTime) {
        Plan plan = local.plan();
        Workload workload = plan.workload();
        @Nullable Merge merge = workload.merge();
        Map<String, String> environment = variables(plan.parameters());
        environment.putAll(workload.tasks().environment());
        return new DryRunReport(
                workload.name().value(),
                plan.inputCount(),
                plan.inputBytes(),
                plan.throughRoundOf(0).knownLevels(),
                workload.split() == null ? null : workload.split().command(),
                workload.tasks().command(),
                merge == null ? null : merge.command(),
                environment,
                Stream.concat(Stream.ofNullable(local.splitTask()), local.tasks().stream())
                        .map(FirstTask::of)
                        .toList(),
                plan.shared().stream().map(PlannedInput::path).toList(),
                workload.pool(),
                workload.limits(),
                workload.tasks().timeout(),
                workload.tasks().retries(),
                workload.tasks().nodes(),
                RunEstimate.of(plan, taskTime),
                Stream.concat(local.notes().stream(), plan.notes().stream()).toList(),
                workload.rounds());
    }

    private static Map<String, String> variables(Map<String, String> parameters) {
        Map<String, String> variables = new TreeMap<>();
        parameters.forEach((name, value) -> variables.put("PARAM_" + name.toUpperCase(Locale.ROOT), value));
        return variables;
    }
}
