package io.dropbatch.scheduler.app.pool;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.scale.PoolDemand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Counts the work that jobs have for their pools. Safe for several threads. */
public final class PoolDemands {

    /** For so long the number of a job's open tasks is taken to be what it was. */
    private static final Duration COUNT_AGAIN = Duration.ofMinutes(1);

    private final JobStore jobs;
    private final ComputePools pools;
    private final Clock clock;
    private final Map<JobId, Count> counts = new ConcurrentHashMap<>();

    private record Count(int tasks, Instant at) {}

    public PoolDemands(JobStore jobs, ComputePools pools, Clock clock) {
        this.jobs = jobs;
        this.pools = pools;
        this.clock = clock;
    }

    /** By the pools' ids; a pool that no job on Batch needs is not among them. */
    public Map<String, PoolDemand> of(Collection<StoredJob<Open>> open) {
        List<Open> onBatch = open.stream()
                .map(StoredJob::job)
                .filter(job -> !(job instanceof Queued))
                .toList();
        counts.keySet().retainAll(onBatch.stream().map(job -> job.facts().job()).collect(Collectors.toSet()));
        return onBatch.stream()
                .collect(Collectors.toMap(
                        job -> job.pool().id(),
                        job -> new PoolDemand(job.pool(), tasks(job), deadline(job)),
                        PoolDemand::and));
    }

    /** How many nodes all jobs together need of a pool. */
    int nodes(PoolSpec pool) {
        PoolDemand demand = of(jobs.open()).get(pool.id());
        return demand == null ? Math.max(1, pool.minNodes()) : demand.nodes();
    }

    /** The pools that open jobs want, the waiting ones included. */
    Set<String> wanted() {
        return jobs.open().stream().map(job -> job.job().pool().id()).collect(Collectors.toSet());
    }

    /** Counted from when the drop was accepted, which is earlier than the job's own: rather too soon than too late. */
    private static Instant deadline(Open job) {
        Duration wallClock = job.facts().wallClock();
        return wallClock == null ? Instant.MAX : job.facts().acceptedAt().plus(wallClock);
    }

    private int tasks(Open job) {
        return switch (job) {
            case Queued waiting -> 0;
            // Nodes go when their tasks have ended, so what still runs of it needs no demand.
            case Open paused when paused.isPaused() -> 0;
            case Submitting submitting ->
                submitting.facts().tasksToRun(submitting.position().level());
            case Running running -> tasks(running);
        };
    }

    /** A level that one node can take at a time is not counted: there is nothing to save. */
    private int tasks(Running job) {
        int all = job.facts().tasksToRun(job.level());
        Instant now = clock.instant();
        boolean small = all <= job.pool().slotsPerNode();
        boolean recent = now.isBefore(job.scheduledAt().plus(COUNT_AGAIN));
        if (small || recent || job.pool().madeByOperator()) {
            return all;
        }
        JobId id = job.facts().job();
        Count known = counts.get(id);
        if (known != null && now.isBefore(known.at().plus(COUNT_AGAIN))) {
            return Math.min(all, known.tasks());
        }
        int open = pools.openTasks(id).orElse(known == null ? all : known.tasks());
        counts.put(id, new Count(open, now));
        return Math.min(all, open);
    }
}
