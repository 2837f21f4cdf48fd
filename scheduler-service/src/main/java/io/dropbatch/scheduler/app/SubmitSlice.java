package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import java.time.Clock;
import java.time.Instant;

/**
 * Hands one slice of a job's tasks to Batch and sends the command for the next. Handing over a slice again is harmless:
 * existing tasks count as done.
 */
public final class SubmitSlice {

    private final JobStore jobs;
    private final PlanReader plans;
    private final MapLevel mapLevel;
    private final MergeLevel mergeLevel;
    private final SubmissionFailurePolicy failurePolicy;
    private final Clock clock;

    public SubmitSlice(
            JobStore jobs,
            PlanReader plans,
            MapLevel mapLevel,
            MergeLevel mergeLevel,
            SubmissionFailurePolicy failurePolicy,
            Clock clock) {
        this.jobs = jobs;
        this.plans = plans;
        this.mapLevel = mapLevel;
        this.mergeLevel = mergeLevel;
        this.failurePolicy = failurePolicy;
        this.clock = clock;
    }

    public HandlerResult submit(SchedulerCommand.HandOverSlice command) {
        return jobs.find(command.job())
                .map(entry -> submit(entry, command.level(), command.slice()))
                .orElse(HandlerResult.none());
    }

    private HandlerResult submit(StoredJob<ScheduledJob> entry, int level, int slice) {
        boolean itsTurn = entry.job() instanceof Submitting job
                && job.position().level() == level
                && job.position().slice() == slice;
        return itsTurn ? submit(entry.as((Submitting) entry.job())) : NextStep.of(entry.job());
    }

    private HandlerResult submit(StoredJob<Submitting> entry) {
        Submitting job = entry.job();
        SliceSubmission handed = hand(job);
        return switch (handed.answer()) {
            case BatchAnswer.Done done -> replace(entry, after(job, handed));
            case BatchAnswer.NotNow notNow -> failurePolicy.notNow(entry, notNow);
            case BatchAnswer.Full full -> failurePolicy.full(entry, full);
            case BatchAnswer.Never never -> failurePolicy.never(entry, never);
        };
    }

    private SliceSubmission hand(Submitting job) {
        SubmissionPosition position = job.position();
        Plan plan = plans.plan(job.facts().submission())
                .orElseThrow(() -> new IllegalStateException("the plan of a job is not there any more"));
        return position.level() == 0 ? mapLevel.hand(job, plan) : mergeLevel.hand(job, plan);
    }

    private Open after(Submitting job, SliceSubmission handed) {
        Instant now = clock.instant();
        return handed.last() ? job.levelDone(now) : job.sliceDone(handed.nextOffset(), now);
    }

    /** If another process has changed the job meanwhile, it did the same or more: then the stored state holds. */
    private HandlerResult replace(StoredJob<Submitting> entry, Open after) {
        return jobs.replace(entry, after)
                .or(() -> jobs.find(after.facts().job()))
                .map(now -> NextStep.of(now.job()))
                .orElse(HandlerResult.none());
    }
}
