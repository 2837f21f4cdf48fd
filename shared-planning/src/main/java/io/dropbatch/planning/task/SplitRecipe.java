package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.SplitTemplate;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the task that cuts a drop into what the map level is made from. Its command and outputs are its own and hide
 * those of the job; all else is as for any task.
 *
 * @param margin that Batch's time limit leaves for transfers beyond the workload's own
 */
public record SplitRecipe(Plan plan, JobFacts facts, Duration margin) {

    private static final int LEVEL = 0;

    public TaskSpec task(PlannedTask planned) {
        InputPlace place = InputPlace.ofDrop(plan);
        TaskId id = TaskId.of(LEVEL, planned.index());
        return new TaskSpec(
                        id,
                        place.files(planned),
                        place.byPrefix(planned),
                        environment(place, planned),
                        OutputLayout.task(facts.job(), id),
                        plan.workload().tasks().retries(),
                        plan.workload().tasks().timeout().plus(margin))
                .on(TaskPlacement.of(plan.workload()));
    }

    private Map<String, String> environment(InputPlace place, PlannedTask planned) {
        @Nullable SplitTemplate split = plan.workload().split();
        if (split == null) {
            throw new IllegalStateException("a workload without a split has no task for it");
        }
        Map<String, String> environment = place.variables(planned, LEVEL, facts.tasks(LEVEL));
        environment.put("DROPBATCH_COMMAND", split.command());
        environment.put("DROPBATCH_OUTPUTS", JobRecipe.lines(split.outputs()));
        return environment;
    }
}
