package io.dropbatch.scheduler.app;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;

/** Hands the slice in turn of a job to Batch, whichever level it belongs to. */
public final class LevelHandover {

    private final PlanReader plans;
    private final MapLevel mapLevel;
    private final MergeLevel mergeLevel;

    public LevelHandover(PlanReader plans, MapLevel mapLevel, MergeLevel mergeLevel) {
        this.plans = plans;
        this.mapLevel = mapLevel;
        this.mergeLevel = mergeLevel;
    }

    SliceSubmission hand(Submitting job) {
        Plan plan = plans.plan(job.facts().submission())
                .orElseThrow(() -> new IllegalStateException("the plan of a job is not there any more"));
        return job.position().level() == 0 ? mapLevel.hand(job, plan) : mergeLevel.hand(job, plan);
    }
}
