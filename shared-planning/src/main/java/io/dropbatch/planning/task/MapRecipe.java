package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.result.VerifiedTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of a map level from the plan; each round of a workload has one, of the same tasks.
 *
 * @param previous the last merge of the round before; absent in the first round
 * @param margin that Batch's time limit leaves for transfers beyond the workload's own
 */
public record MapRecipe(
        Plan plan, JobFacts facts, int level, @Nullable VerifiedTask previous, Duration margin) {

    /** The recipe of the first round, or the only one. */
    public MapRecipe(Plan plan, JobFacts facts, Duration margin) {
        this(plan, facts, plan.mapLevel(), null, margin);
    }

    public TaskSpec task(PlannedTask planned) {
        InputPlace place = InputPlace.ofMap(plan);
        PlannedTask placed = withRowFile(planned);
        RoundInputs round = new RoundInputs(plan, facts, level, previous);
        TaskId id = TaskId.of(level, planned.index());
        return new TaskSpec(
                        id,
                        both(place.files(placed), round.files()),
                        fewer(place.byPrefix(placed), round.files()),
                        environment(planned, variables(place, placed, round)),
                        OutputLayout.task(facts.job(), id),
                        plan.workload().tasks().retries(),
                        plan.workload().tasks().timeout().plus(margin))
                .on(TaskPlacement.ofMap(plan.workload()));
    }

    private static List<FileSource> both(List<FileSource> own, List<FileSource> ofRound) {
        return Stream.concat(own.stream(), ofRound.stream()).toList();
    }

    private static List<FileSource> fewer(List<FileSource> own, List<FileSource> ofRound) {
        return own.isEmpty() ? own : both(own, ofRound);
    }

    private Map<String, String> variables(InputPlace place, PlannedTask placed, RoundInputs round) {
        Map<String, String> variables = place.variables(placed, level, facts.tasks(level));
        variables.putAll(round.variables());
        return variables;
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
        if (plan.workload().tasks().onSeveralNodes()) {
            variables.put(
                    "DROPBATCH_NODES", Integer.toString(plan.workload().tasks().nodes()));
        }
        return variables;
    }
}
