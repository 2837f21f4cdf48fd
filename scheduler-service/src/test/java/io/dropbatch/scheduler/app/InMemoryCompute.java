package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobActivity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** A Batch account in memory, which a test may tell what to answer. */
final class InMemoryCompute implements ComputeAccount {

    final InMemoryPools pools;
    final Map<JobId, JobSpec> jobs = new LinkedHashMap<>();
    final Map<JobId, Map<String, TaskSpec>> tasks = new HashMap<>();
    final Map<JobId, Instant> ended = new HashMap<>();
    final Deque<BatchAnswer> nextAnswers = new ArrayDeque<>();
    final Deque<BatchAnswer> answersToTasksEnd = new ArrayDeque<>();
    Predicate<String> tasksThatGoOn = task -> false;
    final Set<String> endedTasks = new TreeSet<>();
    final Set<JobId> stopped = new HashSet<>();
    final Set<JobId> paused = new HashSet<>();
    final List<JobId> endedAtBudget = new ArrayList<>();
    int runningTasks;
    Function<TaskSpec, Optional<Failure>> objections = largest -> Optional.empty();
    int calls;
    private final Map<JobId, Instant> created = new HashMap<>();
    private final Clock clock;

    InMemoryCompute(Clock clock) {
        this.clock = clock;
        this.pools = new InMemoryPools(this::next, clock);
    }

    static BatchAnswer throttled() {
        return new BatchAnswer.NotNow(Failure.of(FailureCode.THROTTLED, "too many requests"), Duration.ZERO);
    }

    static BatchAnswer full() {
        return new BatchAnswer.Full(Failure.of(FailureCode.QUOTA, "the account is full"));
    }

    static BatchAnswer never() {
        return new BatchAnswer.Never(Failure.of(FailureCode.INVALID_WORKLOAD, "there is no such vmSize"));
    }

    @Override
    public BatchAnswer createJob(JobSpec job) {
        BatchAnswer answer = next();
        if (answer instanceof BatchAnswer.Done && jobs.putIfAbsent(job.id(), job) == null) {
            created.put(job.id(), clock.instant());
        }
        return answer;
    }

    @Override
    public Optional<Failure> objection(JobSpec job, TaskSpec largest) {
        return objections.apply(largest);
    }

    @Override
    public BatchAnswer addTasks(JobId job, Duration wallClock, Iterator<TaskSpec> added) {
        BatchAnswer answer = next();
        if (!(answer instanceof BatchAnswer.Done)) {
            return answer;
        }
        if (!isActive(job)) {
            return new BatchAnswer.Never(Failure.of(FailureCode.CANCELLED, "the job has ended"));
        }
        Map<String, TaskSpec> there = tasks.computeIfAbsent(job, id -> new TreeMap<>());
        added.forEachRemaining(task -> there.putIfAbsent(task.id().value(), task));
        return answer;
    }

    @Override
    public BatchAnswer terminate(JobId job) {
        if (isActive(job)) {
            ended.put(job, clock.instant());
        }
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer terminateTask(JobId job, TaskId task) {
        calls++;
        if (tasksThatGoOn.test(job + "/" + task)) {
            return throttled();
        }
        BatchAnswer answer = Objects.requireNonNullElse(answersToTasksEnd.poll(), BatchAnswer.done());
        if (answer instanceof BatchAnswer.Done
                && tasks.getOrDefault(job, Map.of()).containsKey(task.value())) {
            endedTasks.add(job + "/" + task);
        }
        return answer;
    }

    @Override
    public BatchAnswer pause(JobId job) {
        if (jobs.containsKey(job)) {
            paused.add(job);
        }
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer resume(JobId job) {
        if (!stopped.contains(job)) {
            paused.remove(job);
        }
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer stopAtBudget(JobId job) {
        stopped.add(job);
        return BatchAnswer.done();
    }

    @Override
    public BatchAnswer terminateAtBudget(JobId job) {
        endedAtBudget.add(job);
        return terminate(job);
    }

    @Override
    public JobActivity activity(JobId job) {
        if (!isActive(job)) {
            return JobActivity.ENDED;
        }
        if (!stopped.contains(job) && !paused.contains(job)) {
            return JobActivity.ACTIVE;
        }
        return runningTasks > 0 ? JobActivity.DRAINING : JobActivity.DISABLED;
    }

    @Override
    public BatchAnswer delete(JobId job) {
        jobs.remove(job);
        tasks.remove(job);
        ended.remove(job);
        return BatchAnswer.done();
    }

    @Override
    public List<JobId> activeJobs(Instant createdBefore) {
        return jobs.keySet().stream()
                .filter(this::isActive)
                .filter(job -> created.get(job).isBefore(createdBefore))
                .toList();
    }

    @Override
    public List<JobId> endedJobs(Instant endedBefore) {
        return ended.entrySet().stream()
                .filter(end -> end.getValue().isBefore(endedBefore))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isActive(JobId job) {
        return jobs.containsKey(job) && !ended.containsKey(job);
    }

    private BatchAnswer next() {
        calls++;
        BatchAnswer answer = nextAnswers.poll();
        return answer == null ? BatchAnswer.done() : answer;
    }
}
