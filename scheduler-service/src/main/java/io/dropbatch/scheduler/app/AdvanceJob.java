package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.scheduler.app.port.Entry;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Clock;

/** Goes on with a job once a level was verified: the next level, or the end. */
public final class AdvanceJob {

    private final JobStore jobs;
    private final CloseJob close;
    private final Clock clock;

    public AdvanceJob(JobStore jobs, CloseJob close, Clock clock) {
        this.jobs = jobs;
        this.close = close;
        this.clock = clock;
    }

    public Reaction verified(LevelVerified event) {
        return jobs.find(event.job()).map(entry -> verified(entry, event)).orElse(Reaction.none());
    }

    private Reaction verified(Entry<ScheduledJob> entry, LevelVerified event) {
        boolean ends = !event.sound() || event.last();
        return switch (entry.job()) {
            case Closed closed -> Owed.of(closed);
            case Open job when ends -> close.close(job, null);
            case Queued waiting -> Owed.of(waiting);
            case Running job when job.level() == event.level() -> next(entry.as(job));
            case Running ahead -> Owed.of(ahead);
            case Submitting job when job.position().level() > event.level() -> Owed.of(job);
            case Submitting behind ->
                throw new IllegalStateException("a level was verified before all of its tasks were on Batch");
        };
    }

    private Reaction next(Entry<Running> entry) {
        return jobs.replace(entry, entry.job().nextLevel(clock.instant()))
                .or(() -> jobs.find(entry.job().facts().job()))
                .map(now -> Owed.of(now.job()))
                .orElse(Reaction.none());
    }
}
