package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.scheduler.app.level.LevelHandover;
import io.dropbatch.scheduler.app.level.SliceSubmission;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Hands one slice of a job's tasks to Batch and sends the command for the next. Handing over a slice again is harmless:
 * existing tasks count as done.
 */
public final class SubmitSlice {

    private final JobStore jobs;
    private final LevelHandover handover;
    private final SubmissionFailurePolicy failurePolicy;
    private final ComputeAccount compute;
    private final SchedulerTelemetry telemetry;
    private final Clock clock;

    public SubmitSlice(
            JobStore jobs,
            LevelHandover handover,
            SubmissionFailurePolicy failurePolicy,
            ComputeAccount compute,
            SchedulerTelemetry telemetry,
            Clock clock) {
        this.jobs = jobs;
        this.handover = handover;
        this.failurePolicy = failurePolicy;
        this.compute = compute;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    public HandlerResult submit(SchedulerCommand.HandOverSlice command) {
        return jobs.find(command.job()).map(entry -> submit(entry, command)).orElse(HandlerResult.none());
    }

    private HandlerResult submit(StoredJob<ScheduledJob> entry, SchedulerCommand.HandOverSlice command) {
        boolean itsTurn = entry.job() instanceof Submitting job
                && job.position().level() == command.level()
                && job.position().slice() == command.slice();
        return itsTurn ? submit(entry.as((Submitting) entry.job()), NextStep.isSentAgain(command)) : goOn(entry.job());
    }

    private HandlerResult submit(StoredJob<Submitting> entry, boolean sentAgain) {
        Submitting job = entry.job();
        if (job.isPaused()) {
            return goOn(job);
        }
        SliceSubmission handed = handover.hand(job);
        return switch (handed.answer()) {
            case BatchAnswer.Done done -> replace(entry, after(job, handed), sentAgain);
            case BatchAnswer.NotNow notNow -> failurePolicy.notNow(entry, notNow);
            case BatchAnswer.Full full -> failurePolicy.full(entry, full);
            case BatchAnswer.Never never -> failurePolicy.never(entry, never);
        };
    }

    private Open after(Submitting job, SliceSubmission handed) {
        Instant now = clock.instant();
        return handed.last() ? job.levelDone(now) : job.sliceDone(handed.nextOffset(), now);
    }

    /** If another process has changed the job meanwhile, it did the same or more: then the stored state holds. */
    private HandlerResult replace(StoredJob<Submitting> entry, Open after, boolean sentAgain) {
        Optional<StoredJob<ScheduledJob>> replaced = jobs.replace(entry, after);
        if (sentAgain && replaced.isPresent()) {
            telemetry.recovered();
        }
        return replaced.or(() -> jobs.find(after.facts().job()))
                .map(now -> goOn(now.job()))
                .orElse(HandlerResult.none());
    }

    /**
     * A job that was closed or paused while a slice of it was handed over may have come to Batch after that was asked for.
     * A paused one is handed over from here when it goes on.
     */
    private HandlerResult goOn(ScheduledJob job) {
        if (job instanceof ScheduledJob.Closed closed) {
            compute.terminate(closed.facts().job());
        }
        if (job instanceof Open open && open.isPaused()) {
            compute.pause(open.facts().job());
        }
        return NextStep.of(job);
    }
}
