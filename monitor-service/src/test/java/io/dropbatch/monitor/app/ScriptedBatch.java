package io.dropbatch.monitor.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.TaskTotals;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A Batch account in memory, whose tasks end when the test says so. */
final class ScriptedBatch implements BatchObserver {

    final Map<JobId, JobCondition> jobs = new HashMap<>();
    final Map<TaskId, EndedTask> ended = new HashMap<>();
    final Map<String, PoolCondition> pools = new HashMap<>();
    final List<NodePreparation> preparations = new ArrayList<>();
    final Map<String, byte[]> outputs = new HashMap<>();
    final Deque<Supplier<RuntimeException>> refusals = new ArrayDeque<>();
    final List<Instant> looksSince = new ArrayList<>();
    Runnable afterList = () -> {};
    int active;
    int startQuestions;
    int jobQuestions;
    int running = 1;

    void end(EndedTask... tasks) {
        for (EndedTask task : tasks) {
            ended.put(task.id(), task);
        }
    }

    @Override
    public boolean endedTasks(JobId job, String idPrefix, Instant since, Consumer<EndedTask> each) {
        looksSince.add(since);
        if (!refusals.isEmpty()) {
            throw refusals.pop().get();
        }
        if (!jobs.containsKey(job)) {
            return false;
        }
        ended.values().stream()
                .filter(task -> task.id().value().startsWith(idPrefix))
                .filter(task -> task.changedAt().isAfter(since))
                .toList()
                .forEach(each);
        afterList.run();
        return true;
    }

    @Override
    public LevelActivity activity(JobId job, String idPrefix) {
        startQuestions++;
        if (!refusals.isEmpty()) {
            throw refusals.pop().get();
        }
        if (jobs.containsKey(job) && running > 0) {
            return LevelActivity.STARTED;
        }
        List<EndedTask> ofLevel = ended.values().stream()
                .filter(task -> jobs.containsKey(job) && task.id().value().startsWith(idPrefix))
                .toList();
        if (ofLevel.isEmpty()) {
            return LevelActivity.NOTHING;
        }
        // As Batch does at worst: it names a task first that was ended before it ran.
        return ofLevel.stream().allMatch(EndedTask::hasBegun) ? LevelActivity.STARTED : LevelActivity.ENDED;
    }

    @Override
    public JobCondition job(JobId job) {
        jobQuestions++;
        return jobs.getOrDefault(job, new JobCondition.Gone());
    }

    @Override
    public TaskTotals totals(JobId job) {
        return jobs.containsKey(job) ? new TaskTotals(active, running, ended.size()) : new TaskTotals(0, 0, 0);
    }

    @Override
    public List<NodePreparation> preparations(JobId job) {
        return List.copyOf(preparations);
    }

    @Override
    public Optional<byte[]> errorOutput(NodePreparation preparation) {
        return Optional.ofNullable(outputs.get(preparation.node()));
    }

    @Override
    public Optional<PoolCondition> pool(String pool) {
        return Optional.ofNullable(pools.get(pool));
    }
}
