package io.dropbatch.scheduler.app;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Duration;
import java.util.stream.Stream;

/** Hands the map level to Batch: with its first slice the pool and the job, then the tasks of the plan. */
public final class MapLevel {

    private final PlanReader plans;
    private final JobPool pool;
    private final ComputeAccount compute;
    private final TaskHarness harness;
    private final Duration margin;
    private final DropTraces traces;

    public MapLevel(
            PlanReader plans,
            JobPool pool,
            ComputeAccount compute,
            TaskHarness harness,
            SchedulerSettings settings,
            DropTraces traces) {
        this.plans = plans;
        this.pool = pool;
        this.compute = compute;
        this.harness = harness;
        this.margin = settings.taskMargin();
        this.traces = traces;
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        traces.began(job.facts().acceptedAt());
        int slice = job.position().slice();
        BatchAnswer begun = slice == 0 ? begin(job, plan) : BatchAnswer.done();
        return begun instanceof BatchAnswer.Done
                ? traces.part("slice", slice, () -> add(job, plan, slice))
                : SliceSubmission.not(begun);
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

    private BatchAnswer begin(Submitting job, Plan plan) {
        waited(job);
        BatchAnswer ready = traces.part("pool", () -> pool.ensure(job.pool()));
        if (!(ready instanceof BatchAnswer.Done)) {
            return ready;
        }
        return traces.part(
                "job",
                () -> compute.createJob(
                        new JobRecipe(plan, job.facts(), job.pool().id(), harness).job()));
    }

    /** From acceptance until the quotas allowed the job to begin. */
    private void waited(Submitting job) {
        JobFacts facts = job.facts();
        TraceParent step = TraceStep.scheduling(facts.job(), 0).place();
        DropSpan.Period wait = new DropSpan.Period(facts.acceptedAt(), job.since());
        traces.record(DropSpan.part(step.child("queue"), step, "queue", wait));
    }
}
