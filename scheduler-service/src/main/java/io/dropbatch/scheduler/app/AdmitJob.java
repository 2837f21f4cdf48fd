package io.dropbatch.scheduler.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.workload.TenantRule;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.cost.QuoteJob;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.pool.PoolChoice;
import java.time.Clock;
import java.util.Optional;

/** Queues the job of an accepted submission, and of each further attempt at it, once, and starts it when the quotas allow. */
public final class AdmitJob {

    private final JobStore jobs;
    private final PlanReader plans;
    private final QuoteJob quotes;
    private final JobLimits limits;
    private final JobAdmission admission;
    private final Clock clock;

    public AdmitJob(
            JobStore jobs, PlanReader plans, QuoteJob quotes, JobLimits limits, JobAdmission admission, Clock clock) {
        this.jobs = jobs;
        this.plans = plans;
        this.quotes = quotes;
        this.limits = limits;
        this.admission = admission;
        this.clock = clock;
    }

    public HandlerResult accepted(SubmissionAccepted event) {
        Plan plan = planOf(event.submission());
        return queue(facts(event, plan), plan);
    }

    /** The next attempt waits for its turn like any other job. */
    public HandlerResult retried(JobRetried event) {
        Plan plan = planOf(event.submission());
        return queue(facts(event, plan), plan);
    }

    private Plan planOf(SubmissionId submission) {
        return plans.plan(submission)
                .orElseThrow(() -> new IllegalStateException("the plan of " + submission + " is not there"));
    }

    private HandlerResult queue(JobFacts facts, Plan plan) {
        return switch (quotes.choose(plan.workload())) {
            case PoolChoice.Chosen chosen ->
                limits.objection(plan, facts, chosen.pool())
                        .map(failure -> refuse(facts, failure))
                        .orElseGet(() -> line(facts, plan.workload(), chosen));
            case PoolChoice.Impossible(Failure failure) -> refuse(facts, failure);
        };
    }

    private static JobFacts facts(SubmissionAccepted event, Plan plan) {
        return new JobFacts(
                JobId.of(event.submission(), 1),
                event.workload(),
                TenantRule.tenantOf(plan.workload(), event.trigger()),
                nameOf(event.trigger()),
                event.priority(),
                event.acceptedAt(),
                event.levels(),
                event.trigger().uploadedAt(),
                plan.workload().limits().wallClock(),
                plan.toldMapLevel(),
                null,
                plan.rounds());
    }

    /** How long ago its trigger was uploaded says nothing of a job that was asked for later. */
    private static JobFacts facts(JobRetried event, Plan plan) {
        return new JobFacts(
                event.job(),
                event.workload(),
                TenantRule.tenantOf(plan.workload(), event.trigger()),
                nameOf(event.trigger()),
                plan.workload().priority(),
                event.request().at(),
                event.levels(),
                null,
                plan.workload().limits().wallClock(),
                plan.toldMapLevel(),
                event.carried(),
                plan.rounds());
    }

    private static String nameOf(DropTrigger trigger) {
        return trigger.prefix().substring(0, trigger.prefix().length() - 1);
    }

    private HandlerResult line(JobFacts facts, Workload workload, PoolChoice.Chosen chosen) {
        if (jobs.add(new Queued(facts, chosen.pool(), null, facts.acceptedAt()))) {
            return quoted(facts, workload, chosen).and(admission.admitArrival());
        }
        return jobs.find(facts.job())
                .map(known -> known.job() instanceof Open
                        ? quoted(facts, workload, chosen).and(again(known.job()))
                        : again(known.job()))
                .orElse(HandlerResult.none());
    }

    private HandlerResult quoted(JobFacts facts, Workload workload, PoolChoice.Chosen chosen) {
        return HandlerResult.announce(quotes.quote(facts, workload, chosen));
    }

    private HandlerResult again(ScheduledJob known) {
        return known instanceof Queued ? admission.admitWaiting() : NextStep.of(known);
    }

    private HandlerResult refuse(JobFacts facts, Failure failure) {
        Optional<StoredJob<ScheduledJob>> known = jobs.find(facts.job());
        return known.map(entry -> again(entry.job()))
                .orElseGet(() -> NextStep.of(jobs.close(new Closed(facts, failure, clock.instant(), null))));
    }
}
