package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.scheduler.app.cost.MeterJobs;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends a job on Batch, stores that it is closed and admits the next job. */
public final class CloseJob {

    private static final String TERMINATED = "scheduler.close.terminated";

    private final JobStore jobs;
    private final ComputeAccount compute;
    private final JobAdmission admission;
    private final MeterJobs meter;
    private final Consumer<String> crashPoints;
    private final Clock clock;

    /** @param crashPoints is told of each point that is reached between two steps */
    public CloseJob(
            JobStore jobs,
            ComputeAccount compute,
            JobAdmission admission,
            MeterJobs meter,
            Consumer<String> crashPoints,
            Clock clock) {
        this.jobs = jobs;
        this.compute = compute;
        this.admission = admission;
        this.meter = meter;
        this.crashPoints = crashPoints;
        this.clock = clock;
    }

    /**
     * Closes a job in any state.
     *
     * @param failure why it could not be scheduled; absent when its end is explained elsewhere
     */
    public HandlerResult close(Open job, @Nullable Failure failure) {
        if (!(job instanceof Queued)) {
            // The answer is ignored, because CleanUp ends a job that Batch could not end now.
            compute.terminate(job.facts().job());
            crashPoints.accept(TERMINATED);
        }
        @Nullable JobMeter costs = meter.last(job).orElse(null);
        Closed closed = jobs.close(job.closed(failure, clock.instant(), costs));
        meter.close(closed.facts().job());
        return NextStep.of(closed).and(admission.admitWaiting());
    }
}
