package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.scheduler.app.port.JobStore;
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
    private final Clock clock;

    public AdvanceJob(JobStore jobs, CloseJob close, Clock clock) {
        this.jobs = jobs;
        this.close = close;
        this.clock = clock;
    }

    public HandlerResult verified(LevelVerified event) {
        return jobs.find(event.job()).map(entry -> verified(entry, event)).orElse(HandlerResult.none());
    }

    private HandlerResult verified(StoredJob<ScheduledJob> entry, LevelVerified event) {
        boolean ends = !event.sound() || event.last();
        return switch (entry.job()) {
            case Closed closed -> NextStep.of(closed);
            case Open job when ends -> close.close(job, null);
            case Queued waiting -> NextStep.of(waiting);
            case Running job when job.level() == event.level() -> next(entry.as(job));
            case Running ahead -> NextStep.of(ahead);
            case Submitting job when job.position().level() > event.level() -> NextStep.of(job);
            case Submitting behind ->
                throw new IllegalStateException("a level was verified before all of its tasks were on Batch");
        };
    }

    private HandlerResult next(StoredJob<Running> entry) {
        return jobs.replace(entry, entry.job().nextLevel(clock.instant()))
                .or(() -> jobs.find(entry.job().facts().job()))
                .map(now -> NextStep.of(now.job()))
                .orElse(HandlerResult.none());
    }
}
