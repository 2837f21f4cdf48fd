package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Clock;

/** Starts a job's next level, or closes the job, once a level is verified. */
public final class AdvanceJob {

    private final JobStore jobs;
    private final CloseJob close;
    private final SchedulerTelemetry telemetry;
    private final Clock clock;

    public AdvanceJob(JobStore jobs, CloseJob close, SchedulerTelemetry telemetry, Clock clock) {
        this.jobs = jobs;
        this.close = close;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    public HandlerResult verified(LevelVerified event) {
        return jobs.find(event.job()).map(entry -> verified(entry, event)).orElse(HandlerResult.none());
    }

    private HandlerResult verified(StoredJob<ScheduledJob> entry, LevelVerified event) {
        boolean ends = !event.sound() || event.last();
        return switch (entry.job()) {
            case Closed closed -> {
                telemetry.late(event);
                yield NextStep.of(closed);
            }
            case Open job when ends -> close.close(job, null);
            case Queued waiting -> NextStep.of(waiting);
            // What follows on a split has to be planned before: split.planned begins it.
            case Running job
            when job.level() == event.level() && job.facts().isBeforeMap(job.level()) -> HandlerResult.none();
            case Running job when job.level() == event.level() -> next(entry.as(job));
            case Running ahead -> repeated(ahead, event);
            case Submitting job when job.position().level() > event.level() -> repeated(job, event);
            case Submitting behind ->
                throw new IllegalStateException("a level was verified before all of its tasks were on Batch");
        };
    }

    private HandlerResult repeated(Open ahead, LevelVerified event) {
        telemetry.repeated(event);
        return NextStep.of(ahead);
    }

    private HandlerResult next(StoredJob<Running> entry) {
        return jobs.replace(entry, entry.job().nextLevel(clock.instant()))
                .or(() -> jobs.find(entry.job().facts().job()))
                .map(now -> NextStep.of(now.job()))
                .orElse(HandlerResult.none());
    }
}
