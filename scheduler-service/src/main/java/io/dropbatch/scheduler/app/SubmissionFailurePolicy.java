package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides what follows when Batch refuses a slice: retry later, queue the job again, or fail it. */
public final class SubmissionFailurePolicy {

    private static final int QUIET_TRIES = 2;

    private final JobStore jobs;
    private final CloseJob close;
    private final JobAdmission admission;
    private final SchedulerSettings settings;
    private final Backoff backoff;
    private final Clock clock;

    /** @param backoff between tries of one slice */
    public SubmissionFailurePolicy(
            JobStore jobs,
            CloseJob close,
            JobAdmission admission,
            SchedulerSettings settings,
            Backoff backoff,
            Clock clock) {
        this.jobs = jobs;
        this.close = close;
        this.admission = admission;
        this.settings = settings;
        this.backoff = backoff;
        this.clock = clock;
    }

    HandlerResult notNow(StoredJob<Submitting> entry, BatchAnswer.NotNow answer) {
        Submitting job = entry.job();
        Instant now = clock.instant();
        if (now.isAfter(job.since().plus(settings.giveUpAfter()))) {
            return close.close(job, answer.reason());
        }
        Submitting later = job.failed(now.plus(pause(job.tries(), answer.pause())));
        return jobs.replace(entry, later)
                .map(written -> NextStep.of(later).and(stuck(later, answer.reason())))
                .orElse(HandlerResult.none());
    }

    HandlerResult full(StoredJob<Submitting> entry, BatchAnswer.Full answer) {
        Submitting job = entry.job();
        Instant again = clock.instant().plus(settings.quotaPause());
        jobs.replace(entry, job.sentBack(answer.reason(), again));
        return admission.admitWaiting();
    }

    HandlerResult never(StoredJob<Submitting> entry, BatchAnswer.Never answer) {
        return close.close(entry.job(), answer.reason());
    }

    private Duration pause(int tries, Duration asked) {
        Duration own = backoff.after(tries + 1);
        Duration longer = own.compareTo(asked) > 0 ? own : asked;
        return longer.compareTo(backoff.longest()) > 0 ? backoff.longest() : longer;
    }

    private static HandlerResult stuck(Submitting job, Failure reason) {
        if (job.tries() <= QUIET_TRIES) {
            return HandlerResult.none();
        }
        JobFacts facts = job.facts();
        return HandlerResult.announce(new JobStuck(
                facts.submission(),
                facts.workload(),
                facts.job(),
                job.position().level(),
                reason));
    }
}
