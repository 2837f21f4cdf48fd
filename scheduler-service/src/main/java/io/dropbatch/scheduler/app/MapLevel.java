package io.dropbatch.scheduler.app;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.scheduler.app.port.Answer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.Plans;
import io.dropbatch.scheduler.domain.Harness;
import io.dropbatch.scheduler.domain.JobRecipe;
import io.dropbatch.scheduler.domain.MapRecipe;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Duration;
import java.util.stream.Stream;

/** Hands the map level to Batch: with its first slice the pool and the job, then task by task as the plan says. */
public final class MapLevel {

    private final Plans plans;
    private final ComputeAccount compute;
    private final Harness harness;
    private final Duration margin;

    public MapLevel(Plans plans, ComputeAccount compute, Harness harness, SchedulerSettings settings) {
        this.plans = plans;
        this.compute = compute;
        this.harness = harness;
        this.margin = settings.taskMargin();
    }

    Handed hand(Submitting job, Plan plan) {
        int slice = job.position().slice();
        Answer begun = slice == 0 ? begin(job, plan) : Answer.done();
        if (!(begun instanceof Answer.Done)) {
            return Handed.not(begun);
        }
        MapRecipe recipe = new MapRecipe(plan, job.facts(), margin);
        try (Stream<PlannedTask> tasks = plans.tasks(plan.submission(), slice)) {
            Answer added = compute.addTasks(
                    job.facts().job(),
                    plan.workload().limits().wallClock(),
                    tasks.map(recipe::task).iterator());
            return new Handed(added, 0, slice == plan.slices() - 1);
        }
    }

    private Answer begin(Submitting job, Plan plan) {
        Answer pool = compute.ensurePool(job.pool());
        if (!(pool instanceof Answer.Done)) {
            return pool;
        }
        return compute.createJob(new JobRecipe(plan, job.facts(), job.pool(), harness).job());
    }
}
