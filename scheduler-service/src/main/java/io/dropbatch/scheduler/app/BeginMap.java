package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Clock;
import java.util.Optional;

/** Begins the map level of a job whose drop was split, or ends the job when there can be none. May be repeated. */
public final class BeginMap {

    private final JobStore jobs;
    private final PlanReader plans;
    private final JobLimits limits;
    private final CloseJob close;
    private final SchedulerTelemetry telemetry;
    private final Clock clock;

    public BeginMap(
            JobStore jobs,
            PlanReader plans,
            JobLimits limits,
            CloseJob close,
            SchedulerTelemetry telemetry,
            Clock clock) {
        this.jobs = jobs;
        this.plans = plans;
        this.limits = limits;
        this.close = close;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    public HandlerResult planned(SplitPlanned event) {
        return jobs.find(event.job()).map(entry -> planned(entry, event)).orElse(HandlerResult.none());
    }

    public HandlerResult refused(SplitRefused event) {
        return jobs.find(event.job()).map(entry -> refused(entry.job(), event)).orElse(HandlerResult.none());
    }

    private HandlerResult planned(StoredJob<ScheduledJob> entry, SplitPlanned event) {
        return switch (entry.job()) {
            case Closed closed -> {
                telemetry.late(event);
                yield NextStep.of(closed);
            }
            case Running job when job.level() < event.mapLevel() -> begin(entry.as(job), event);
            case Running ahead -> repeated(ahead, event);
            case Submitting ahead when ahead.position().level() >= event.mapLevel() -> repeated(ahead, event);
            case Submitting behind -> throw notSplit();
            case Queued waiting -> throw notSplit();
        };
    }

    private HandlerResult begin(StoredJob<Running> entry, SplitPlanned event) {
        Running job = entry.job();
        Plan plan = plans.plan(event.submission())
                .filter(Plan::hasMapTasks)
                .orElseThrow(() -> new IllegalStateException("the plan " + event.plan() + " is not there"));
        JobFacts facts = job.facts().planned(plan.levels());
        Optional<Failure> objection = limits.objection(plan, facts, job.pool());
        if (objection.isPresent()) {
            return close.close(job, objection.get());
        }
        return jobs.replace(entry, job.nextLevel(facts, clock.instant()))
                .or(() -> jobs.find(event.job()))
                .map(now -> NextStep.of(now.job()))
                .orElse(HandlerResult.none());
    }

    private HandlerResult refused(ScheduledJob job, SplitRefused event) {
        return switch (job) {
            case Closed closed -> {
                telemetry.late(event);
                yield NextStep.of(closed);
            }
            case Open open -> close.close(open, event.failure());
        };
    }

    private HandlerResult repeated(Open ahead, SplitPlanned event) {
        telemetry.repeated(event);
        return NextStep.of(ahead);
    }

    private static IllegalStateException notSplit() {
        return new IllegalStateException("the map level was planned before the job had split the drop");
    }
}
