package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Ends a job that was cancelled, whatever its state, and keeps one from starting whose acceptance is still to come. */
public final class CancelJob {

    private final JobStore jobs;
    private final CloseJob close;
    private final ComputeAccount compute;
    private final SchedulerTelemetry telemetry;
    private final Clock clock;

    public CancelJob(JobStore jobs, CloseJob close, ComputeAccount compute, SchedulerTelemetry telemetry, Clock clock) {
        this.jobs = jobs;
        this.close = close;
        this.compute = compute;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    public HandlerResult cancelled(JobCancelled event) {
        Optional<StoredJob<ScheduledJob>> entry = jobs.find(event.job());
        return entry.map(known -> cancelled(known.job(), event)).orElseGet(() -> beforeItsTime(event));
    }

    private HandlerResult cancelled(ScheduledJob job, JobCancelled event) {
        return switch (job) {
            case Closed closed -> {
                telemetry.late(event);
                yield NextStep.of(closed);
            }
            case Open open -> close.close(open, null);
        };
    }

    /** What is known of the job is little, and enough for one that never runs. */
    private HandlerResult beforeItsTime(JobCancelled event) {
        JobFacts facts = new JobFacts(
                event.job(),
                event.workload(),
                event.workload(),
                event.submission().value(),
                0,
                event.cancelledAt(),
                List.of(1));
        Closed closed = jobs.close(new Closed(facts, null, clock.instant(), null));
        // Its acceptance may have been handled in between.
        compute.terminate(event.job());
        return NextStep.of(closed);
    }
}
