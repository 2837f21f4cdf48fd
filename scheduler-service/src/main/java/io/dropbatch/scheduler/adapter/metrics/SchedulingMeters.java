package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.bus.metrics.AbsorbedEvents;
import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.id.JobId;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of jobs: what happened to them. {@link MeteredJobStore} shows where they are. */
public final class SchedulingMeters implements SchedulerTelemetry {

    private static final String WORKLOAD = "workload";
    private static final String ON_SUBMISSION = "scheduler.onSubmission";
    private static final String ON_JOB = "scheduler.onJob";
    private static final int REMEMBERED = 10_000;

    private final LatencyTimer dropToJob;
    private final LatencyTimer queueWait;
    private final MeterProvider<Counter> tasks;
    private final MeterProvider<Counter> closed;
    private final MeterProvider<Counter> budgetStops;
    private final MeterProvider<Counter> cost;
    private final Counter straysEnded;
    private final Counter oldDeleted;
    private final AbsorbedEvents absorbed;
    private final SweepMeter sweep;
    private final Clock clock;

    /** When jobs came to Batch whose first slice is not stored yet. */
    private final Map<JobId, Instant> created = bounded();

    /** Up to which amount the cost of a job is counted. */
    private final Map<JobId, BigDecimal> counted = bounded();

    /** @param objective how long the time from a drop to its job may be */
    public SchedulingMeters(MeterRegistry meters, Clock clock, Duration objective) {
        this.clock = clock;
        this.dropToJob = LatencyTimer.latency(
                meters,
                "dropbatch.drop.to.job",
                "From the upload of the trigger, which storage tells in whole seconds, to the creation of the job on"
                        + " Batch");
        LatencyTimer.objective(meters, "drop-to-job", objective);
        this.queueWait = LatencyTimer.latency(
                meters, "dropbatch.job.queue.wait", "From the acceptance of a drop to the admission of its job");
        this.tasks = Counter.builder("dropbatch.tasks.submitted")
                .description("Tasks that were added to jobs on Batch; a slice that is handed over again counts again")
                .withRegistry(meters);
        this.closed = Counter.builder("dropbatch.jobs.closed")
                .description("Jobs that ended: 'ended' when their work was done or their failure is an outcome, or the"
                        + " code of why they could not be scheduled")
                .withRegistry(meters);
        this.budgetStops = Counter.builder("dropbatch.budget.stops")
                .description("Jobs that were stopped because their budget was used up")
                .withRegistry(meters);
        this.cost = Counter.builder("dropbatch.job.cost")
                .description("What the nodes of jobs have cost, in the currency of the price table")
                .withRegistry(meters);
        this.straysEnded = janitored(meters, "stray-ended");
        this.oldDeleted = janitored(meters, "old-deleted");
        this.absorbed = new AbsorbedEvents(meters, ON_SUBMISSION, ON_JOB);
        this.sweep = new SweepMeter(meters, "jobs");
    }

    private static Counter janitored(MeterRegistry meters, String action) {
        return Counter.builder("dropbatch.jobs.janitored")
                .description("Jobs on Batch that the clean-up ended because nobody owned them, or deleted as old")
                .tag("action", action)
                .register(meters);
    }

    @Override
    public void repeated(DomainEvent event) {
        absorbed.duplicate(handlerOf(event));
    }

    @Override
    public void late(DomainEvent event) {
        absorbed.late(handlerOf(event));
    }

    @Override
    public void recovered() {
        sweep.recovered(1);
    }

    @Override
    public void strayEnded() {
        straysEnded.increment();
    }

    @Override
    public void oldDeleted() {
        oldDeleted.increment();
    }

    /** Notes that a job is on Batch; the first time counts. */
    void created(JobId job) {
        created.putIfAbsent(job, clock.instant());
    }

    /** A job's first slice is on Batch, and this process was the one to note that. */
    void begun(Submitting job) {
        JobFacts facts = job.facts();
        String workload = workloadOf(facts.job());
        queueWait.record(facts.acceptedAt(), job.since(), WORKLOAD, workload);
        @Nullable Instant onBatch = created.remove(facts.job());
        @Nullable Instant triggered = facts.triggeredAt();
        if (triggered != null) {
            dropToJob.record(triggered, onBatch == null ? clock.instant() : onBatch, WORKLOAD, workload);
        }
    }

    /** A drop was accepted before: its job is there, or has ended. */
    void acceptedBefore(boolean isOpen) {
        if (isOpen) {
            absorbed.duplicate(ON_SUBMISSION);
        } else {
            absorbed.late(ON_SUBMISSION);
        }
    }

    void submitted(JobId job, int count) {
        tasks.withTag(WORKLOAD, workloadOf(job)).increment(count);
    }

    /** A job was closed, by this process. */
    void closed(Closed job) {
        JobId id = job.facts().job();
        String outcome = job.failure() == null ? "ended" : job.failure().code().value();
        closed.withTags(WORKLOAD, workloadOf(id), "outcome", outcome).increment();
        created.remove(id);
        if (job.meter() != null) {
            spent(id, job.meter());
        }
        counted.remove(id);
    }

    void stoppedAtBudget(JobId job) {
        budgetStops.withTag(WORKLOAD, workloadOf(job)).increment();
    }

    /** The cost of a job will be counted. */
    void metered(JobId job) {
        cost.withTag(WORKLOAD, workloadOf(job));
    }

    /** Notes what was counted before, perhaps by another process. */
    void costs(JobId job, JobMeter meter) {
        counted.put(job, meter.spent());
    }

    /** Counts what a job has cost since {@link #costs}. */
    void spent(JobId job, JobMeter meter) {
        @Nullable BigDecimal before = counted.put(job, meter.spent());
        BigDecimal more = meter.spent().subtract(before == null ? BigDecimal.ZERO : before);
        cost.withTag(WORKLOAD, workloadOf(job)).increment(Math.max(0, more.doubleValue()));
    }

    /** Makes the meters of a workload exist, so that its first event is seen as one. */
    void known(JobId job) {
        String workload = workloadOf(job);
        dropToJob.exist(WORKLOAD, workload);
        queueWait.exist(WORKLOAD, workload);
        tasks.withTag(WORKLOAD, workload);
        closed.withTags(WORKLOAD, workload, "outcome", "ended");
        budgetStops.withTag(WORKLOAD, workload);
    }

    private static String workloadOf(JobId job) {
        return job.submission().workload().value();
    }

    private static String handlerOf(DomainEvent event) {
        return event.type().topic() == EventTopic.SUBMISSIONS ? ON_SUBMISSION : ON_JOB;
    }

    private static <V> Map<JobId, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<JobId, V> eldest) {
                return size() > REMEMBERED;
            }
        });
    }
}
