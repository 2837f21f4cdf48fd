package io.dropbatch.scheduler.app.cost;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stops jobs whose budget is used up: no task starts any more, those that run are left to end, then the job is ended with
 * the reason. Each step is derived from the stored costs and from what Batch says, so that it may be repeated.
 */
public final class StopAtBudget {

    private static final String DISABLED = "scheduler.budget-stop.disabled";
    private static final String TERMINATED = "scheduler.budget-stop.terminated";

    private final CostStore costs;
    private final ComputeAccount compute;
    private final Consumer<String> crashPoints;

    /** @param crashPoints is told of each point that is reached between two steps */
    public StopAtBudget(CostStore costs, ComputeAccount compute, Consumer<String> crashPoints) {
        this.costs = costs;
        this.compute = compute;
        this.crashPoints = crashPoints;
    }

    /** Takes the next step for each job that is to stop. */
    public void stop(List<StoredJob<Open>> open) {
        Map<JobId, JobMeter> meters = costs.all();
        for (StoredJob<Open> entry : open) {
            JobId job = entry.job().facts().job();
            JobMeter meter = meters.get(job);
            boolean onBatch = !(entry.job() instanceof Queued);
            if (onBatch && meter != null && meter.isExhausted()) {
                stop(job);
            }
        }
    }

    private void stop(JobId job) {
        switch (compute.activity(job)) {
            case ACTIVE -> {
                compute.stopAtBudget(job);
                crashPoints.accept(DISABLED);
            }
            case DISABLED -> {
                compute.terminateAtBudget(job);
                crashPoints.accept(TERMINATED);
            }
            case DRAINING, ENDED, UNKNOWN -> {}
        }
    }
}
