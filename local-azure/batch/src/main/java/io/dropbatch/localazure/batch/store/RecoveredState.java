package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.FormerPool;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of the account, recovered from its log. */
public final class RecoveredState {

    private final Map<PoolId, Pool> pools = new HashMap<>();
    private final Map<BatchJobId, Job> jobs = new HashMap<>();
    private final Map<JobScheduleId, JobSchedule> schedules = new HashMap<>();
    private final Map<Long, Job> jobsByKey = new HashMap<>();
    // By key, so that tasks are restored in the order in which they were added.
    private final TreeMap<Long, Task> tasks = new TreeMap<>();
    private final Map<Long, TaskStatus> statuses = new HashMap<>();
    private final Map<NodeRef, NodeRef> nodes = new HashMap<>();
    private final Map<Long, byte[]> onNodes = new HashMap<>();
    private final Map<Long, byte[]> satisfied = new HashMap<>();
    private final Map<Long, byte[]> subtasks = new HashMap<>();
    private final Map<Long, FormerPool> formerPools = new HashMap<>();
    private final TaskSource source;
    private @Nullable LifetimeUsage lifetime;
    private long lastKey;
    private Instant lastTime = Instant.EPOCH;

    private RecoveredState(RecordLog log) {
        source = new LogSource(log);
    }

    public static RecoveredState read(RecordLog log, Path nodesFolder) {
        RecoveredState recoveredState = new RecoveredState(log);
        // Twice, since a job may have been written again after its tasks.
        log.readAll(kind -> !taskKind(kind), (key, content) -> recoveredState.frame(key, content, nodesFolder));
        log.readAll(RecoveredState::taskKind, recoveredState::fill);
        recoveredState.connect();
        return recoveredState;
    }

    public Map<PoolId, Pool> pools() {
        return pools;
    }

    public Map<BatchJobId, Job> jobs() {
        return jobs;
    }

    public Map<JobScheduleId, JobSchedule> schedules() {
        return schedules;
    }

    /** The usage of everything deleted; null in an older log without it. */
    public @Nullable LifetimeUsage lifetime() {
        return lifetime;
    }

    /** Recently deleted pools, by key. */
    public Map<Long, FormerPool> formerPools() {
        return formerPools;
    }

    public long lastKey() {
        return lastKey;
    }

    /** The latest time in any record. */
    public Instant lastTime() {
        return lastTime;
    }

    private void frame(RecordKey key, byte[] content, Path nodesFolder) {
        lastKey = Math.max(lastKey, key.id());
        switch (key.kind()) {
            case LogStore.POOL -> {
                Pool pool = PoolRecord.read(key.id(), JsonTrees.stored(content), nodesFolder);
                pools.put(pool.id(), pool);
                seen(pool.modified());
            }
            case LogStore.JOB -> {
                Job job = JobRecord.read(key.id(), JsonTrees.stored(content));
                jobs.put(job.id(), job);
                jobsByKey.put(key.id(), job);
                seen(job.modified());
                seen(job.status().since());
            }
            case LogStore.JOB_SCHEDULE -> {
                JobSchedule schedule = JobScheduleRecord.read(key.id(), JsonTrees.stored(content));
                schedules.put(schedule.id(), schedule);
                seen(schedule.modified());
                seen(schedule.status().since());
            }
            case LogStore.JOB_ON_NODE -> onNodes.put(key.id(), content);
            case LogStore.SATISFIED -> satisfied.put(key.id(), content);
            case LogStore.SUBTASKS -> subtasks.put(key.id(), content);
            case LogStore.LIFETIME -> lifetime = UsageRecord.lifetime(JsonTrees.stored(content));
            case LogStore.FORMER_POOL ->
                formerPools.put(key.id(), UsageRecord.formerPool(key.id(), JsonTrees.stored(content)));
            default -> throw new IllegalStateException("The log holds a record of an unknown kind: " + key);
        }
    }

    private static boolean taskKind(int kind) {
        return kind == LogStore.TASK || kind == LogStore.TASK_STATUS;
    }

    private void fill(RecordKey key, byte[] content) {
        lastKey = Math.max(lastKey, key.id());
        if (key.kind() == LogStore.TASK) {
            Job job = jobsByKey.get(TaskLogRecord.jobKey(content));
            if (job != null) {
                tasks.put(key.id(), TaskLogRecord.read(key.id(), content, job, source));
            }
        }
        if (key.kind() == LogStore.TASK_STATUS) {
            TaskStatus status = StatusRecord.read(content, this::known);
            statuses.put(key.id(), status);
            seen(status.since());
        }
    }

    private NodeRef known(NodeRef node) {
        return nodes.computeIfAbsent(node, first -> first);
    }

    private void connect() {
        // Before the tasks, which depend on it.
        satisfied.forEach((key, content) -> {
            JsonNode record = JsonTrees.stored(content);
            Job job = jobsByKey.get(record.path("job").asLong());
            if (job != null) {
                job.satisfied(new BatchTaskId(record.path("task").asText()), key);
            }
        });
        for (Task task : tasks.values()) {
            TaskStatus status = statuses.get(task.key());
            task.job().restore(task, status == null ? task.status() : status);
        }
        subtasks.forEach((key, content) -> {
            Task task = tasks.get(key);
            if (task != null) {
                task.job().subtasks(task, SubtasksRecord.read(content, this::known));
            }
        });
        onNodes.forEach((key, content) -> {
            Job job = jobsByKey.get(JsonTrees.stored(content).path("job").asLong());
            if (job != null) {
                JobOnNode onNode = JobRecord.read(key, JsonTrees.stored(content), job);
                job.restore(onNode, pools.get(onNode.pool()));
            }
        });
    }

    private void seen(Instant time) {
        lastTime = time.isAfter(lastTime) ? time : lastTime;
    }
}
