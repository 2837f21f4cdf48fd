package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.job.DependsOn;
import io.dropbatch.localazure.batch.engine.model.job.ExitConditions;
import io.dropbatch.localazure.batch.engine.model.job.ExitOptions;
import io.dropbatch.localazure.batch.engine.model.job.ExitOptions.DependencyAction;
import io.dropbatch.localazure.batch.engine.model.job.JobManager;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskTrait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task: its request and its status. Changed only inside {@code Account.change}. */
public final class Task {

    private static final Duration A_WEEK = Duration.ofDays(7);

    private final long key;
    private final Job job;
    private final BatchTaskId id;
    private final Instant created;
    private final int requiredSlots;
    private final byte traits;
    private volatile TaskSource source;
    private volatile Instant modified;
    private volatile TaskStatus status;
    private @Nullable TaskAssignment assignment;
    private volatile boolean filesRemoved;
    private volatile @Nullable Duration retentionTime;

    public Task(long key, Job job, BatchTaskId id, TaskRequest request, TaskStatus status, ChangeTimes times) {
        this.key = key;
        this.job = job;
        this.id = id;
        this.requiredSlots = request.requiredSlots();
        this.traits = request.traits();
        this.source = request.source();
        this.status = status;
        this.created = times.created();
        this.modified = times.modified();
    }

    public long key() {
        return key;
    }

    public Job job() {
        return job;
    }

    public BatchTaskId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public int requiredSlots() {
        return requiredSlots;
    }

    /** The JSON that the user sent. */
    public byte[] source() {
        return source.of(this);
    }

    /** Moves the user's JSON to another source. */
    public void keptIn(TaskSource keeper) {
        source = keeper;
    }

    public Instant modified() {
        return modified;
    }

    public TaskStatus status() {
        return status;
    }

    public TaskState state() {
        return status.state();
    }

    public TaskDefinition spec() {
        TaskDefinition spec =
                TaskDefinition.read(document(), job.spec().constraints().maxTaskRetryCount());
        retentionTime = spec.retentionTime().equals(A_WEEK) ? A_WEEK : spec.retentionTime();
        return spec;
    }

    /** The job manager settings of its job, if it is the manager. */
    @Nullable
    public JobManager manager() {
        JobManager manager = job.spec().specialTasks().manager();
        return manager != null && manager.id().equals(id) ? manager : null;
    }

    RequestDocument document() {
        return RequestDocument.of(JsonTrees.stored(source()));
    }

    /** Its rare features, in the store's form. */
    public byte traits() {
        return traits;
    }

    /** Whether it may have subtasks. */
    public boolean mayHaveInstances() {
        return may(TaskTrait.INSTANCES);
    }

    /** The nodes of its last run. */
    public List<NodeRef> places() {
        List<NodeRef> places = new ArrayList<>();
        NodeRef own = status.node();
        if (own != null) {
            places.add(own);
        }
        for (TaskStatus subtask : job.subtasks(this)) {
            places.add(Objects.requireNonNull(subtask.node()));
        }
        return places;
    }

    boolean may(TaskTrait trait) {
        return trait.among(traits);
    }

    /** The tasks that it depends on; cheap for a task without dependencies. */
    DependsOn dependsOn() {
        return may(TaskTrait.DEPENDENCIES) ? DependsOn.read(document(), job.spec()) : DependsOn.NOTHING;
    }

    /** The exit options for its last run; cheap for a task without exit conditions. */
    public ExitOptions exitOptions() {
        ExitConditions conditions =
                may(TaskTrait.EXIT_CONDITIONS) ? ExitConditions.read(document(), job.spec()) : ExitConditions.NONE;
        return conditions.after(status.execution());
    }

    /** Whether it has ended in a way that satisfies its dependents. */
    boolean satisfies() {
        return state() == TaskState.COMPLETED && exitOptions().dependencyAction() == DependencyAction.SATISFY;
    }

    /** How long its files are kept; cached from the last full parse. */
    public Duration retentionTime() {
        Duration known = retentionTime;
        return known == null ? spec().retentionTime() : known;
    }

    public String directory() {
        return job.directory() + "/" + id.value();
    }

    @UnderLock
    public void respecify(byte[] next, Instant now) {
        source = task -> next;
        retentionTime = null;
        modified = now;
    }

    @UnderLock
    public void become(TaskStatus next) {
        status = next;
        filesRemoved = false;
    }

    public boolean filesRemoved() {
        return filesRemoved;
    }

    @UnderLock
    public void filesAreRemoved() {
        filesRemoved = true;
    }

    @UnderLock
    @Nullable
    public TaskAssignment assignment() {
        return assignment;
    }

    @UnderLock
    public void assign(@Nullable TaskAssignment next) {
        assignment = next;
    }
}
