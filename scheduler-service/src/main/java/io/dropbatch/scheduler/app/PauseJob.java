package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobActivity;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.JobHold;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets open jobs pause and go on. The wish is stored with the job, then Batch is asked, then it is announced: whoever finds
 * it stored does the rest. A job in the queue keeps its place in the order and is passed over.
 */
public final class PauseJob {

    private static final int TRIES = 20;
    private static final String STORED = "scheduler.hold.stored";
    private static final String ASKED = "scheduler.hold.asked";

    private final JobStore jobs;
    private final ComputeAccount compute;
    private final JobAdmission admission;
    private final Consumer<String> crashPoints;
    private final Clock clock;

    /** @param crashPoints is told of each point that is reached between two steps */
    public PauseJob(
            JobStore jobs, ComputeAccount compute, JobAdmission admission, Consumer<String> crashPoints, Clock clock) {
        this.jobs = jobs;
        this.compute = compute;
        this.admission = admission;
        this.crashPoints = crashPoints;
        this.clock = clock;
    }

    public HandlerResult pause(PauseRequested event) {
        return hold(event.submission(), new JobHold(event.request(), true));
    }

    public HandlerResult resume(ResumeRequested event) {
        return hold(event.submission(), new JobHold(event.request(), false));
    }

    private HandlerResult hold(SubmissionId submission, JobHold wish) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StoredJob<Open>> entry = open(submission);
            if (entry.isEmpty() || !isNews(entry.get().job(), wish)) {
                return HandlerResult.none();
            }
            boolean goesOn = entry.get().job().hold() == null && !wish.paused();
            Optional<Open> held = store(entry.get(), wish);
            if (held.isPresent()) {
                return goesOn ? HandlerResult.none() : fulfil(held.get(), wish);
            }
        }
        throw new IllegalStateException("the job of " + submission + " is written by too many at once");
    }

    /** Of attempts at a submission, one at most is open. */
    private Optional<StoredJob<Open>> open(SubmissionId submission) {
        return jobs.open().stream()
                .filter(entry -> entry.job().facts().submission().equals(submission))
                .findFirst();
    }

    /**
     * What is stored already may have to be done again; what was wanted before it is outdated. That a job which does not
     * pause is to go on is stored too: the pause that it is about may be heard of later.
     */
    private static boolean isNews(Open job, JobHold wish) {
        JobHold before = job.hold();
        if (before == null) {
            return !isOfAttemptBefore(job, wish);
        }
        return wish.equals(before) || (wish.isAfter(before) && wish.paused() != before.paused());
    }

    private static boolean isOfAttemptBefore(Open job, JobHold wish) {
        return job.facts().job().attempt() > 1
                && wish.request().at().isBefore(job.facts().acceptedAt());
    }

    private Optional<Open> store(StoredJob<Open> entry, JobHold wish) {
        Open job = entry.job();
        return wish.equals(job.hold())
                ? Optional.of(job)
                : jobs.replace(entry, job.held(wish, clock.instant()))
                        .map(StoredJob::job)
                        .map(Open.class::cast);
    }

    private HandlerResult fulfil(Open job, JobHold wish) {
        crashPoints.accept(STORED);
        if (!(job instanceof Queued)) {
            done(
                    wish.paused()
                            ? compute.pause(job.facts().job())
                            : compute.resume(job.facts().job()));
        }
        crashPoints.accept(ASKED);
        JobFacts facts = job.facts();
        if (wish.paused()) {
            return HandlerResult.announce(
                    new JobPaused(facts.submission(), facts.workload(), facts.job(), wish.request()));
        }
        return HandlerResult.announce(new JobResumed(facts.submission(), facts.workload(), facts.job(), wish.request()))
                .and(NextStep.of(job))
                .and(admission.admitWaiting());
    }

    private static void done(BatchAnswer answer) {
        if (answer instanceof BatchAnswer.NotNow notNow) {
            throw new IllegalStateException(
                    "Batch cannot do that now: " + notNow.reason().message());
        }
    }

    /** Asks Batch again where it does not do what was wanted: a job may have come to it since. */
    void keep(List<StoredJob<Open>> open) {
        for (StoredJob<Open> entry : open) {
            Open job = entry.job();
            if (job.hold() != null && !(job instanceof Queued)) {
                keep(job);
            }
        }
    }

    private void keep(Open job) {
        JobActivity activity = compute.activity(job.facts().job());
        if (job.isPaused() && activity == JobActivity.ACTIVE) {
            compute.pause(job.facts().job());
        }
        if (!job.isPaused() && (activity == JobActivity.DISABLED || activity == JobActivity.DRAINING)) {
            compute.resume(job.facts().job());
        }
    }
}
