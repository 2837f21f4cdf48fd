package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.app.pool.JobPool;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;

/** Makes sure that the pool and the Batch job are there, before the first tasks of a job. */
public final class BeginJob {

    private final JobPool pool;
    private final ComputeAccount compute;
    private final TaskHarness harness;
    private final DropTraces traces;

    public BeginJob(JobPool pool, ComputeAccount compute, TaskHarness harness, DropTraces traces) {
        this.pool = pool;
        this.compute = compute;
        this.harness = harness;
        this.traces = traces;
    }

    BatchAnswer begin(Submitting job, Plan plan) {
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

    /** From acceptance until the quotas allowed the job to begin, whichever level it begins with. */
    private void waited(Submitting job) {
        JobFacts facts = job.facts();
        TraceParent step = TraceStep.scheduling(facts.job(), 0).place();
        DropSpan.Period wait = new DropSpan.Period(facts.acceptedAt(), job.since());
        traces.record(DropSpan.part(step.child("queue"), step, "queue", wait));
    }
}
