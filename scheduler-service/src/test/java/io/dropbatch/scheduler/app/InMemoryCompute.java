package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.domain.JobSpec;
import io.dropbatch.scheduler.domain.PoolSpec;
import io.dropbatch.scheduler.domain.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Batch account in memory that answers as a test wishes. */
final class InMemoryCompute implements ComputeAccount {

    final Map<String, PoolState> pools = new HashMap<>();
    final Map<JobId, JobSpec> jobs = new LinkedHashMap<>();
    final Map<JobId, Map<String, TaskSpec>> tasks = new HashMap<>();
    final List<JobId> terminated = new ArrayList<>();
    final List<JobId> deleted = new ArrayList<>();
    final List<String> resized = new ArrayList<>();
    final Deque<Answer> nextAnswers = new ArrayDeque<>();
    List<JobId> ended = List.of();
    int allocated = 4;
    int calls;

    static Answer throttled() {
        return new Answer.NotNow(Failure.of(FailureCode.THROTTLED, "too many requests"), Duration.ZERO);
    }

    static Answer full() {
        return new Answer.Full(Failure.of(FailureCode.QUOTA, "the account is full"));
    }

    static Answer never() {
        return new Answer.Never(Failure.of(FailureCode.INVALID_WORKLOAD, "there is no such vmSize"));
    }

    @Override
    public Answer ensurePool(PoolSpec pool) {
        Answer answer = next();
        if (answer instanceof Answer.Done) {
            pools.putIfAbsent(
                    pool.id(),
                    new PoolState(pool.id(), pool.minNodes(), pool.maxNodes(), pool.maxNodes(), allocated, true));
        }
        return answer;
    }

    @Override
    public Answer createJob(JobSpec job) {
        Answer answer = next();
        if (answer instanceof Answer.Done) {
            jobs.putIfAbsent(job.id(), job);
        }
        return answer;
    }

    @Override
    public Answer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> added) {
        Answer answer = next();
        if (answer instanceof Answer.Done) {
            Map<String, TaskSpec> there = tasks.computeIfAbsent(job, id -> new TreeMap<>());
            added.forEachRemaining(task -> there.putIfAbsent(task.id().value(), task));
        }
        return answer;
    }

    @Override
    public Answer terminate(JobId job) {
        terminated.add(job);
        return Answer.done();
    }

    @Override
    public Answer delete(JobId job) {
        deleted.add(job);
        return Answer.done();
    }

    @Override
    public Answer resize(PoolState pool, int nodes) {
        resized.add(pool.id() + "=" + nodes);
        pools.put(pool.id(), new PoolState(pool.id(), pool.minNodes(), pool.maxNodes(), nodes, nodes, true));
        return Answer.done();
    }

    @Override
    public List<PoolState> pools() {
        return List.copyOf(pools.values());
    }

    @Override
    public List<JobId> activeJobs(Instant createdBefore) {
        return jobs.keySet().stream().filter(job -> !terminated.contains(job)).toList();
    }

    @Override
    public List<JobId> endedJobs(Instant endedBefore) {
        return ended;
    }

    private Answer next() {
        calls++;
        Answer answer = nextAnswers.poll();
        return answer == null ? Answer.done() : answer;
    }
}
