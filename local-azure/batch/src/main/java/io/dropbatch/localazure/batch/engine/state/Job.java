package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskCounts;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A job with its tasks, indexed for the queries on it. Changed only inside {@code Account.change}. */
public final class Job {

    private final long key;
    private final BatchJobId id;
    private final Instant created;
    private final ConcurrentSkipListMap<BatchTaskId, Task> tasks = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Instant, Task> completions = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, Task> ready = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, Task> active;
    private final ConcurrentSkipListMap<Long, Task> begun = new ConcurrentSkipListMap<>();
    private final Set<Task> inFlight = new LinkedHashSet<>();
    private final ConcurrentSkipListMap<NodeId, JobOnNode> onNodes = new ConcurrentSkipListMap<>();
    private final @Nullable TaskDependencies dependencies;
    // Only of multi-instance tasks.
    private final Map<BatchTaskId, List<TaskStatus>> subtasks = new ConcurrentHashMap<>(1);
    private volatile JobDefinition spec;
    private volatile JobStatus status;
    private volatile Instant modified;
    private volatile @Nullable String schedulingError;
    private volatile TaskCounts taskCounts = TaskCounts.NONE;
    private volatile TaskCounts slotTally = TaskCounts.NONE;
    private volatile TaskUsage taskUsage = TaskUsage.NONE;
    private volatile int blocked;

    public Job(long key, BatchJobId id, JobDefinition spec, JobStatus status, Instant created, Instant modified) {
        this.key = key;
        this.id = id;
        this.spec = spec;
        this.status = status;
        this.created = created;
        this.modified = modified;
        this.dependencies = spec.usesTaskDependencies() ? new TaskDependencies(this) : null;
        // Without dependencies every active task is ready.
        this.active = dependencies == null ? ready : new ConcurrentSkipListMap<>();
    }

    public long key() {
        return key;
    }

    public BatchJobId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public JobDefinition spec() {
        return spec;
    }

    public JobStatus status() {
        return status;
    }

    public JobState state() {
        return status.state();
    }

    public Instant modified() {
        return modified;
    }

    public TaskCounts tally() {
        return taskCounts;
    }

    public TaskCounts slotTally() {
        return slotTally;
    }

    /** The usage of its tasks. */
    public TaskUsage effort() {
        return taskUsage;
    }

    /** The number of active tasks that wait for dependencies. */
    public int blocked() {
        return blocked;
    }

    /** The tasks by id. */
    public ConcurrentNavigableMap<BatchTaskId, Task> tasks() {
        return tasks;
    }

    /** The statuses of a task's subtasks, without the primary; empty for a task that is not multi-instance. */
    public List<TaskStatus> subtasks(Task task) {
        return subtasks.getOrDefault(task.id(), List.of());
    }

    public void subtasks(Task task, List<TaskStatus> statuses) {
        if (statuses.isEmpty()) {
            subtasks.remove(task.id());
        } else {
            subtasks.put(task.id(), List.copyOf(statuses));
        }
    }

    /** The completed tasks by the time of their completion, which is unique. */
    public ConcurrentNavigableMap<Instant, Task> completions() {
        return completions;
    }

    /** The active tasks by key, which is the order in which they were added. */
    public ConcurrentNavigableMap<Long, Task> active() {
        return active;
    }

    /** The tasks that are preparing or running, by key. */
    public ConcurrentNavigableMap<Long, Task> begun() {
        return begun;
    }

    /** The job's state on each node that it used. */
    public Collection<JobOnNode> statusOnNodes() {
        return Collections.unmodifiableCollection(onNodes.values());
    }

    /** The job's state on one node. */
    public Optional<JobOnNode> statusOn(NodeId node) {
        return Optional.ofNullable(onNodes.get(node));
    }

    public String directory() {
        return id.directory();
    }

    /** Why the job has no pool, if it has none. */
    public @Nullable String schedulingError() {
        return schedulingError;
    }

    /** Refuses a change of a completed job. */
    public void requireOpen() {
        switch (status.state()) {
            case COMPLETED -> throw BatchError.of(ErrorCode.JobCompleted);
            case DELETING -> throw BatchError.of(ErrorCode.JobBeingDeleted);
            case TERMINATING -> throw BatchError.of(ErrorCode.JobBeingTerminated);
            case ACTIVE, DISABLING, DISABLED -> {}
        }
    }

    @UnderLock
    public void cannotStart(String code) {
        schedulingError = code;
    }

    @UnderLock
    public void respecify(JobDefinition next, Instant now) {
        spec = next;
        modified = now;
    }

    @UnderLock
    public void become(JobStatus next) {
        status = next;
    }

    @UnderLock
    public void touch(Instant now) {
        modified = now;
    }

    public NavigableMap<Long, Task> ready() {
        return ready;
    }

    @UnderLock
    public Set<Task> inFlight() {
        return inFlight;
    }

    /** The dependencies of the job's tasks, if the job uses dependencies. */
    @UnderLock
    @Nullable
    public TaskDependencies dependencies() {
        return dependencies;
    }

    @UnderLock
    public Map<NodeId, JobOnNode> onNodes() {
        return onNodes;
    }

    public boolean mayRunAnother() {
        return spec.maxParallelTasks() < 0 || inFlight.size() < spec.maxParallelTasks();
    }

    /** Restores a task of the previous run. */
    public void restore(Task task, TaskStatus status) {
        task.become(status);
        add(task);
    }

    /** Restores the job's state on a node; the pool may have been deleted. */
    public void restore(JobOnNode onNode, @Nullable Pool pool) {
        onNodes.put(onNode.node(), onNode);
        Node node = pool == null ? null : pool.nodes().get(onNode.node());
        if (node != null) {
            node.jobs().put(id, onNode);
        }
    }

    /** Records a dependency that stays satisfied without its task. */
    public void satisfied(BatchTaskId id, long recordKey) {
        if (dependencies != null) {
            dependencies.outlives(id, recordKey).forEach(this::ready);
            countBlocked();
        }
    }

    /** The keys of the records of such dependencies. */
    public Collection<Long> satisfiedRecords() {
        return dependencies == null ? List.of() : dependencies.lasting().values();
    }

    @UnderLock
    public void add(Task task) {
        tasks.put(task.id(), task);
        index(task, task.status());
    }

    @UnderLock
    public void remove(Task task) {
        tasks.remove(task.id());
        subtasks.remove(task.id());
        unindex(task, task.status());
    }

    @UnderLock
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        unindex(task, former);
        index(task, next);
    }

    private void index(Task task, TaskStatus status) {
        taskCounts = taskCounts.plus(status, 1);
        slotTally = slotTally.plus(status, task.requiredSlots());
        taskUsage = taskUsage.plus(task.created(), status);
        switch (status.state()) {
            case ACTIVE -> {
                active.put(task.key(), task);
                if (dependencies != null && !dependencies.holds(task)) {
                    ready(task);
                }
            }
            case PREPARING, RUNNING -> begun.put(task.key(), task);
            case COMPLETED -> {
                completions.put(status.since(), task);
                if (dependencies != null) {
                    dependencies.completed(task).forEach(this::ready);
                }
            }
        }
        countBlocked();
    }

    private void unindex(Task task, TaskStatus status) {
        taskCounts = taskCounts.plus(status, -1);
        slotTally = slotTally.plus(status, -task.requiredSlots());
        taskUsage = taskUsage.minus(task.created(), status);
        switch (status.state()) {
            case ACTIVE -> {
                active.remove(task.key());
                if (dependencies != null) {
                    ready.remove(task.key());
                    dependencies.release(task);
                }
            }
            case PREPARING, RUNNING -> begun.remove(task.key());
            case COMPLETED -> completions.remove(status.since());
        }
        countBlocked();
    }

    private void ready(Task task) {
        ready.put(task.key(), task);
    }

    private void countBlocked() {
        if (dependencies != null) {
            blocked = dependencies.waiting();
        }
    }
}
