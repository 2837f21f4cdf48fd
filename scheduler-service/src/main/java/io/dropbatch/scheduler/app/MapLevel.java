package io.dropbatch.scheduler.app;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.JobRecipe;
import io.dropbatch.scheduler.domain.MapRecipe;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.TaskHarness;
import java.time.Duration;
import java.util.stream.Stream;

/** Hands the map level to Batch: with its first slice the pool and the job, then the tasks of the plan. */
public final class MapLevel {

    private final PlanReader plans;
    private final ComputeAccount compute;
    private final TaskHarness harness;
    private final Duration margin;

    public MapLevel(PlanReader plans, ComputeAccount compute, TaskHarness harness, SchedulerSettings settings) {
        this.plans = plans;
        this.compute = compute;
        this.harness = harness;
        this.margin = settings.taskMargin();
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        int slice = job.position().slice();
        BatchAnswer begun = slice == 0 ? begin(job, plan) : BatchAnswer.done();
        if (!(begun instanceof BatchAnswer.Done)) {
            return SliceSubmission.not(begun);
        }
        MapRecipe recipe = new MapRecipe(plan, job.facts(), margin);
        try (Stream<PlannedTask> tasks = plans.tasks(plan.submission(), slice)) {
            BatchAnswer added = compute.addTasks(
                    job.facts().job(),
                    plan.workload().limits().wallClock(),
                    tasks.map(recipe::task).iterator());
            return new SliceSubmission(added, 0, slice == plan.slices() - 1);
        }
    }

    private BatchAnswer begin(Submitting job, Plan plan) {
        BatchAnswer pool = compute.ensurePool(job.pool());
        if (!(pool instanceof BatchAnswer.Done)) {
            return pool;
        }
        return compute.createJob(new JobRecipe(plan, job.facts(), job.pool(), harness).job());
    }
}
