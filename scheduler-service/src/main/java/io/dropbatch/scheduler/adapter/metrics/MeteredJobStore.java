package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the open jobs, as the scheduler read them all last and with what it has changed since, and counts their
 * transitions: each when the change of the job's row succeeds, which it does for one process only.
 */
public final class MeteredJobStore implements JobStore {

    private final JobStore jobs;
    private final SchedulingMeters meters;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<FailureCode> reasons = EnumSet.noneOf(FailureCode.class);
    private volatile Map<JobId, Open> open = new ConcurrentHashMap<>();

    /** @param maxActive how many jobs may be on Batch at a time */
    public MeteredJobStore(JobStore jobs, SchedulingMeters meters, int maxActive, MeterRegistry registry, Clock clock) {
        this.jobs = jobs;
        this.meters = meters;
        this.registry = registry;
        this.clock = clock;
        state("queued", job -> job instanceof Queued && !job.isPaused());
        state("submitting", job -> job instanceof Submitting && !job.isPaused());
        state("running", job -> job instanceof Running && !job.isPaused());
        state("paused", Open::isPaused);
        gauge("dropbatch.active.jobs", "Jobs on Batch", store -> store.count(job -> !(job instanceof Queued)))
                .register(registry);
        gauge("dropbatch.active.jobs.limit", "How many jobs may be on Batch at a time", store -> maxActive)
                .register(registry);
        gauge(
                        "dropbatch.jobs.oldest.waiting",
                        "How long ago the drop was accepted whose job waits longest; 0 when none waits",
                        MeteredJobStore::oldestWaiting)
                .baseUnit("seconds")
                .register(registry);
        show(FailureCode.QUOTA);
    }

    @Override
    public Optional<StoredJob<ScheduledJob>> find(JobId job) {
        return jobs.find(job);
    }

    @Override
    public boolean add(Open job) {
        JobId id = job.facts().job();
        meters.known(id);
        boolean added = jobs.add(job);
        if (added) {
            open.put(id, job);
        } else {
            meters.acceptedBefore(open.containsKey(id));
        }
        return added;
    }

    @Override
    public Optional<StoredJob<ScheduledJob>> replace(StoredJob<? extends Open> read, Open job) {
        Optional<StoredJob<ScheduledJob>> replaced = jobs.replace(read, job);
        if (replaced.isPresent()) {
            open.put(job.facts().job(), job);
            countBegin(read.job(), job);
            if (job instanceof Queued queued) {
                show(reasonOf(queued));
            }
        }
        return replaced;
    }

    /** Its first slice is handed over when a job leaves the first position. */
    private void countBegin(Open before, Open after) {
        boolean first = before instanceof Submitting job
                && job.position().isStartOf(job.facts().firstLevel());
        boolean left = after instanceof Running
                || (after instanceof Submitting next && next.position().slice() == 1);
        if (first && left) {
            meters.begun((Submitting) before);
        }
    }

    @Override
    public Closed close(Closed job) {
        Closed first = jobs.close(job);
        open.remove(job.facts().job());
        if (first.equals(job)) {
            meters.closed(first);
        }
        return first;
    }

    @Override
    public void forgetClosed(Instant before) {
        jobs.forgetClosed(before);
    }

    @Override
    public List<StoredJob<Open>> open() {
        List<StoredJob<Open>> all = jobs.open();
        Map<JobId, Open> now = new ConcurrentHashMap<>();
        all.forEach(entry -> now.put(entry.job().facts().job(), entry.job()));
        open = now;
        return all;
    }

    /** Whatever jobs wait for has a gauge from then on. */
    private void show(FailureCode reason) {
        synchronized (reasons) {
            if (reasons.add(reason)) {
                gauge(
                                "dropbatch.jobs.waiting",
                                "Jobs that wait, by the code of what they wait for",
                                store -> store.count(job -> job instanceof Queued queued
                                        && !queued.isPaused()
                                        && reasonOf(queued) == reason))
                        .tag("reason", reason.value())
                        .register(registry);
            }
        }
    }

    private void state(String state, Predicate<Open> counted) {
        gauge("dropbatch.jobs", "Jobs that are not closed", store -> store.count(counted))
                .tag("state", state)
                .register(registry);
    }

    private Gauge.Builder<MeteredJobStore> gauge(
            String name, String description, ToDoubleFunction<MeteredJobStore> value) {
        return Gauge.builder(name, this, value).description(description);
    }

    private double count(Predicate<Open> counted) {
        return open.values().stream().filter(counted).count();
    }

    private double oldestWaiting() {
        return open.values().stream()
                .filter(job -> job instanceof Queued && !job.isPaused())
                .map(job -> job.facts().acceptedAt())
                .min(Comparator.naturalOrder())
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    /** A job that Batch was not asked about waits for a place, as its event says. */
    private static FailureCode reasonOf(Queued job) {
        @Nullable Failure reason = job.reason();
        return reason == null ? FailureCode.QUOTA : reason.code();
    }
}
