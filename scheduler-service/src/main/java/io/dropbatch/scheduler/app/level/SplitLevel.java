package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.SplitRecipe;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import java.time.Duration;
import java.util.List;

/** Hands the one task to Batch that cuts the drop into what the map level is made from. */
public final class SplitLevel {

    private final PlanReader plans;
    private final ComputeAccount compute;
    private final Duration margin;
    private final DropTraces traces;

    public SplitLevel(PlanReader plans, ComputeAccount compute, SchedulerSettings settings, DropTraces traces) {
        this.plans = plans;
        this.compute = compute;
        this.margin = settings.taskMargin();
        this.traces = traces;
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        return traces.part("slice", job.position().slice(), () -> add(job.facts(), plan));
    }

    private SliceSubmission add(JobFacts facts, Plan plan) {
        PlannedTask planned = plans.splitTask(facts.submission());
        boolean recorded = traces.isRecorded(facts.submission());
        TaskSpec task = new SplitRecipe(plan, facts, margin).task(planned).inTraceOf(facts.job(), recorded);
        BatchAnswer added = compute.addTasks(
                facts.job(), plan.workload().limits().wallClock(), List.of(task).iterator());
        return new SliceSubmission(added, 0, true);
    }
}
