package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
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

/** Queues the job of an accepted submission once, and starts it when the quotas allow. */
public final class AdmitJob {

    private static final int FIRST_ATTEMPT = 1;

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
        Plan plan = plans.plan(event.submission())
                .orElseThrow(() -> new IllegalStateException("the plan " + event.plan() + " is not there"));
        JobFacts facts = facts(event, plan);
        return switch (quotes.choose(plan.workload())) {
            case PoolChoice.Chosen chosen ->
                limits.objection(plan, facts, chosen.pool())
                        .map(failure -> refuse(facts, failure))
                        .orElseGet(() -> line(facts, plan.workload(), chosen));
            case PoolChoice.Impossible(Failure failure) -> refuse(facts, failure);
        };
    }

    private static JobFacts facts(SubmissionAccepted event, Plan plan) {
        String prefix = event.trigger().prefix();
        return new JobFacts(
                JobId.of(event.submission(), FIRST_ATTEMPT),
                event.workload(),
                TenantRule.tenantOf(plan.workload(), event.trigger()),
                prefix.substring(0, prefix.length() - 1),
                event.priority(),
                event.acceptedAt(),
                event.levels(),
                event.trigger().uploadedAt(),
                plan.workload().limits().wallClock(),
                plan.toldMapLevel());
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
