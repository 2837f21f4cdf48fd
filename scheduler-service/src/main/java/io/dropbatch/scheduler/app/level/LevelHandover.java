package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;

/** Hands the slice in turn of a job to Batch, whichever level it belongs to; with the first one pool and job. */
public final class LevelHandover {

    private final PlanReader plans;
    private final BeginJob beginJob;
    private final SplitLevel splitLevel;
    private final MapLevel mapLevel;
    private final MergeLevel mergeLevel;
    private final DropTraces traces;

    public LevelHandover(
            PlanReader plans,
            BeginJob beginJob,
            SplitLevel splitLevel,
            MapLevel mapLevel,
            MergeLevel mergeLevel,
            DropTraces traces) {
        this.plans = plans;
        this.beginJob = beginJob;
        this.splitLevel = splitLevel;
        this.mapLevel = mapLevel;
        this.mergeLevel = mergeLevel;
        this.traces = traces;
    }

    /** Tasks of the slice that are on Batch already count as handed over. */
    public SliceSubmission hand(Submitting job) {
        Plan plan = plans.plan(job.facts().submission())
                .orElseThrow(() -> new IllegalStateException("the plan of a job is not there any more"));
        int first = job.facts().firstLevel();
        traces.began(job.position().level() == first ? job.facts().acceptedAt() : job.since());
        BatchAnswer begun = job.position().isStartOf(first) ? beginJob.begin(job, plan) : BatchAnswer.done();
        return begun instanceof BatchAnswer.Done ? handLevel(job, plan) : SliceSubmission.not(begun);
    }

    private SliceSubmission handLevel(Submitting job, Plan plan) {
        return switch (plan.order().role(job.position().level()).kind()) {
            case SPLIT -> splitLevel.hand(job, plan);
            case MAP -> mapLevel.hand(job, plan);
            case MERGE -> mergeLevel.hand(job, plan);
        };
    }
}
