package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Hands a map level to Batch: the tasks of the plan, without those that a retried job takes over. */
public final class MapLevel {

    private final PlanReader plans;
    private final VerifiedOutputs outputs;
    private final PreviousRound previousRound;
    private final ComputeAccount compute;
    private final Duration margin;
    private final DropTraces traces;

    public MapLevel(
            PlanReader plans,
            VerifiedOutputs outputs,
            PreviousRound previousRound,
            ComputeAccount compute,
            SchedulerSettings settings,
            DropTraces traces) {
        this.plans = plans;
        this.outputs = outputs;
        this.previousRound = previousRound;
        this.compute = compute;
        this.margin = settings.taskMargin();
        this.traces = traces;
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        int slice = job.position().slice();
        return traces.part("slice", slice, () -> add(job, plan, slice));
    }

    private SliceSubmission add(Submitting job, Plan plan, int slice) {
        JobFacts facts = job.facts();
        int level = job.position().level();
        MapRecipe recipe = new MapRecipe(plan, facts, level, previousRound.of(job, plan), margin);
        boolean recorded = traces.isRecorded(plan.submission());
        IntPredicate carried = facts.carries(level) ? outputs.carried(facts.job(), level) : index -> false;
        try (Stream<PlannedTask> tasks = plans.tasks(plan.submission(), slice)) {
            BatchAnswer added = compute.addTasks(
                    facts.job(),
                    plan.workload().limits().wallClock(),
                    tasks.filter(planned -> !carried.test(planned.index()))
                            .map(planned -> recipe.task(planned).inTraceOf(facts.job(), recorded))
                            .iterator());
            return new SliceSubmission(added, 0, slice == plan.slices() - 1);
        }
    }
}
