package io.dropbatch.scheduler.app.cost;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.id.JobId;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.scale.PoolState;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts what jobs cost: the nodes of each pool for the time since the last count, in equal parts for the jobs on it.
 * Each count is stored with the time up to which it goes, so that a crash neither loses nor repeats any.
 */
public final class MeterJobs {

    private final CostStore costs;
    private final ComputePools computePools;
    private final JobStore store;
    private final Clock clock;

    /** What was announced last; it is announced again after a restart, which is harmless. */
    private final Map<JobId, BigDecimal> told = new HashMap<>();

    private Map<String, PoolState> pools = Map.of();
    private Map<String, Long> jobsOn = Map.of();
    private Set<JobId> exempt = Set.of();
    private boolean sharedOut;

    public MeterJobs(CostStore costs, ComputePools computePools, JobStore store, Clock clock) {
        this.costs = costs;
        this.computePools = computePools;
        this.store = store;
        this.clock = clock;
    }

    /** Counts all open jobs, and announces amounts that have changed noticeably. */
    public synchronized HandlerResult count(List<StoredJob<Open>> open, List<PoolState> nowPools) {
        List<Open> jobs = open.stream().map(StoredJob::job).toList();
        pools = nowPools.stream().collect(Collectors.toMap(PoolState::id, pool -> pool, (one, same) -> one));
        shareOut(jobs);
        told.keySet().retainAll(jobs.stream().map(job -> job.facts().job()).toList());
        Map<JobId, JobMeter> meters = costs.all();
        Instant now = clock.instant();
        List<JobMetered> news = new ArrayList<>();
        for (Open job : jobs) {
            JobMeter meter = meters.get(job.facts().job());
            if (meter != null) {
                count(job, meter, now).ifPresent(news::add);
            }
        }
        return HandlerResult.announce(news.toArray(new JobMetered[0]));
    }

    private void shareOut(List<Open> jobs) {
        List<Open> onBatch =
                jobs.stream().filter(job -> !(job instanceof Queued)).toList();
        exempt = exempt(onBatch);
        jobsOn = onBatch.stream()
                .filter(job -> !exempt.contains(job.facts().job()))
                .collect(Collectors.groupingBy(job -> job.pool().id(), Collectors.counting()));
        sharedOut = true;
    }

    /** Jobs that pause have no part in the costs of a pool that others use. */
    private static Set<JobId> exempt(List<Open> onBatch) {
        Set<String> used = onBatch.stream()
                .filter(job -> !job.isPaused())
                .map(job -> job.pool().id())
                .collect(Collectors.toSet());
        return onBatch.stream()
                .filter(job -> job.isPaused() && used.contains(job.pool().id()))
                .map(job -> job.facts().job())
                .collect(Collectors.toSet());
    }

    /** The meter of a job that is being closed, counted up to now; empty when its price is not known. */
    public synchronized Optional<JobMeter> last(Open job) {
        Optional<JobMeter> meter = costs.find(job.facts().job());
        if (meter.isEmpty() || job instanceof Queued) {
            return meter;
        }
        if (!pools.containsKey(job.pool().id())) {
            pools = computePools.list().stream()
                    .collect(Collectors.toMap(PoolState::id, pool -> pool, (one, same) -> one));
        }
        // Right after a start a job may close before the first round.
        if (!sharedOut) {
            shareOut(store.open().stream().map(StoredJob::job).toList());
        }
        return Optional.of(meter.get().counted(share(job), since(job), clock.instant()));
    }

    /** A closed job's costs are kept with it. */
    public void close(JobId job) {
        costs.forget(job);
    }

    private Optional<JobMetered> count(Open job, JobMeter before, Instant now) {
        JobFacts facts = job.facts();
        if (job instanceof Queued) {
            if (before.until() != null) {
                costs.put(facts.job(), before.paused());
            }
            return Optional.empty();
        }
        JobMeter after = before.counted(share(job), since(job), now);
        costs.put(facts.job(), after);
        if (!after.isWorthTelling(told.getOrDefault(facts.job(), BigDecimal.ZERO))) {
            return Optional.empty();
        }
        told.put(facts.job(), after.spent());
        return Optional.of(new JobMetered(facts.submission(), facts.workload(), facts.job(), after.receipt(now)));
    }

    private JobMeter.Share share(Open job) {
        PoolState pool = pools.get(job.pool().id());
        int jobs = Math.toIntExact(Math.max(1, jobsOn.getOrDefault(job.pool().id(), 1L)));
        return pool == null || exempt.contains(job.facts().job())
                ? new JobMeter.Share(0, 0, jobs)
                : new JobMeter.Share(pool.nodes().dedicated(), pool.nodes().spot(), jobs);
    }

    private static Instant since(Open job) {
        return switch (job) {
            case Queued waiting -> waiting.notBefore();
            case Submitting submitting -> submitting.since();
            case Running running -> running.scheduledAt();
        };
    }
}
