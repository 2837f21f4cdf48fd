package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.app.port.Answer;
import io.dropbatch.scheduler.app.port.Entry;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.Plans;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.domain.Position;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Clock;
import java.time.Instant;

/**
 * Hands one slice of a job's tasks to Batch and sends for the next. Handing over a slice again is harmless: what Batch
 * has already counts as done.
 */
public final class SubmitSlice {

    private final JobStore jobs;
    private final Plans plans;
    private final MapLevel mapLevel;
    private final MergeLevel mergeLevel;
    private final Setbacks setbacks;
    private final Clock clock;

    public SubmitSlice(
            JobStore jobs, Plans plans, MapLevel mapLevel, MergeLevel mergeLevel, Setbacks setbacks, Clock clock) {
        this.jobs = jobs;
        this.plans = plans;
        this.mapLevel = mapLevel;
        this.mergeLevel = mergeLevel;
        this.setbacks = setbacks;
        this.clock = clock;
    }

    public Reaction submit(SchedulerCommand.HandOverSlice command) {
        return jobs.find(command.job())
                .map(entry -> submit(entry, command.level(), command.slice()))
                .orElse(Reaction.none());
    }

    private Reaction submit(Entry<ScheduledJob> entry, int level, int slice) {
        boolean itsTurn = entry.job() instanceof Submitting job
                && job.position().level() == level
                && job.position().slice() == slice;
        return itsTurn ? submit(entry.as((Submitting) entry.job())) : Owed.of(entry.job());
    }

    private Reaction submit(Entry<Submitting> entry) {
        Submitting job = entry.job();
        Handed handed = hand(job);
        return switch (handed.answer()) {
            case Answer.Done done -> replace(entry, after(job, handed));
            case Answer.NotNow notNow -> setbacks.notNow(entry, notNow);
            case Answer.Full full -> setbacks.full(entry, full);
            case Answer.Never never -> setbacks.never(entry, never);
        };
    }

    private Handed hand(Submitting job) {
        Position position = job.position();
        Plan plan = plans.plan(job.facts().submission())
                .orElseThrow(() -> new IllegalStateException("the plan of a job is not there any more"));
        return position.level() == 0 ? mapLevel.hand(job, plan) : mergeLevel.hand(job, plan);
    }

    private Open after(Submitting job, Handed handed) {
        Instant now = clock.instant();
        return handed.last() ? job.levelDone(now) : job.sliceDone(handed.nextOffset(), now);
    }

    /** Whoever else has changed the job meanwhile did the same or more: then what it says now holds. */
    private Reaction replace(Entry<Submitting> entry, Open after) {
        return jobs.replace(entry, after)
                .or(() -> jobs.find(after.facts().job()))
                .map(now -> Owed.of(now.job()))
                .orElse(Reaction.none());
    }
}
