package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of the map level from the plan.
 *
 * @param margin that Batch's time limit leaves for transfers beyond the workload's own
 */
public record MapRecipe(Plan plan, JobFacts facts, Duration margin) {

    public TaskSpec task(PlannedTask planned) {
        InputPlace place = InputPlace.ofMap(plan);
        PlannedTask placed = withRowFile(planned);
        int level = plan.mapLevel();
        TaskId id = TaskId.of(level, planned.index());
        return new TaskSpec(
                id,
                place.files(placed),
                place.byPrefix(placed),
                environment(planned, place.variables(placed, level, facts.tasks(level))),
                OutputLayout.task(facts.job(), id),
                plan.workload().tasks().retries(),
                plan.workload().tasks().timeout().plus(margin));
    }

    /**
     * A row file of the drop comes to each node once, with the job's preparation. One that the drop was split into was not
     * there yet when the job was made: each task brings it.
     */
    private PlannedTask withRowFile(PlannedTask planned) {
        @Nullable RowFile file = plan.rowFile();
        return file == null || plan.split() == null
                ? planned
                : new PlannedTask(planned.index(), List.of(file.input()), planned.rows(), planned.parameters());
    }

    private Map<String, String> environment(PlannedTask planned, Map<String, String> variables) {
        @Nullable RowFile file = plan.rowFile();
        @Nullable RowSlice rows = planned.rows();
        if (file != null && rows != null) {
            variables.put(
                    "DROPBATCH_ROWS",
                    file.headerBytes() + " " + rows.from() + " " + rows.bytes() + " "
                            + file.input().path());
        }
        return variables;
    }
}
