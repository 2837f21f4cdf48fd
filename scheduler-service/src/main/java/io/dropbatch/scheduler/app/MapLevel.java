package io.dropbatch.scheduler.app;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Duration;
import java.util.stream.Stream;

/** Hands the tasks of the map level to Batch, slice by slice of the plan. */
public final class MapLevel {

    private final PlanReader plans;
    private final ComputeAccount compute;
    private final Duration margin;
    private final DropTraces traces;

    public MapLevel(PlanReader plans, ComputeAccount compute, SchedulerSettings settings, DropTraces traces) {
        this.plans = plans;
        this.compute = compute;
        this.margin = settings.taskMargin();
        this.traces = traces;
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        int slice = job.position().slice();
        return traces.part("slice", slice, () -> add(job, plan, slice));
    }

    private SliceSubmission add(Submitting job, Plan plan, int slice) {
        MapRecipe recipe = new MapRecipe(plan, job.facts(), margin);
        boolean recorded = traces.isRecorded(plan.submission());
        try (Stream<PlannedTask> tasks = plans.tasks(plan.submission(), slice)) {
            BatchAnswer added = compute.addTasks(
                    job.facts().job(),
                    plan.workload().limits().wallClock(),
                    tasks.map(planned ->
                                    recipe.task(planned).inTraceOf(job.facts().job(), recorded))
                            .iterator());
            return new SliceSubmission(added, 0, slice == plan.slices() - 1);
        }
    }
}
