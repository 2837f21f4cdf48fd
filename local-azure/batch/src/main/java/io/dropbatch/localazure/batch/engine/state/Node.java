package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node of a pool: a directory and a number of slots. Changed only inside {@code Account.change}. */
public final class Node {

    private final NodeId id;
    private final Pool pool;
    private final boolean dedicated;
    private final NodeRef ref;
    private final Path root;
    private final Instant allocated;
    private final Map<BatchJobId, JobOnNode> jobs = new HashMap<>();
    private final Set<Task> tasks = new LinkedHashSet<>();
    private volatile boolean schedulingEnabled = true;
    private volatile boolean leaving;
    private volatile @Nullable NodeState hindrance;
    private volatile @Nullable StartTaskRun startRun;
    private volatile @Nullable NodeError error;
    private volatile Instant booted;
    private @Nullable NodeDrain emptied;
    private int life;
    private volatile int usedSlots;
    private volatile int runningTasks;
    private volatile int totalRun;
    private volatile int totalSucceeded;
    private volatile Instant since;
    private int filedUnder;

    public Node(NodeId id, Pool pool, boolean dedicated, Path root, Instant allocated) {
        this.id = id;
        this.pool = pool;
        this.dedicated = dedicated;
        this.ref = new NodeRef(pool.id(), id);
        this.root = root;
        this.allocated = allocated;
        this.since = allocated;
        this.booted = allocated;
    }

    public NodeId id() {
        return id;
    }

    public Pool pool() {
        return pool;
    }

    public boolean dedicated() {
        return dedicated;
    }

    public NodeRef ref() {
        return ref;
    }

    public Path root() {
        return root;
    }

    public Instant allocated() {
        return allocated;
    }

    public Instant since() {
        return since;
    }

    public boolean schedulingEnabled() {
        return schedulingEnabled;
    }

    public int usedSlots() {
        return usedSlots;
    }

    public int runningTasks() {
        return runningTasks;
    }

    public int totalRun() {
        return totalRun;
    }

    public int totalSucceeded() {
        return totalSucceeded;
    }

    public NodeState state() {
        if (leaving) {
            return NodeState.LEAVING_POOL;
        }
        NodeState hindered = hindrance;
        if (hindered != null) {
            return hindered;
        }
        if (!schedulingEnabled && runningTasks == 0) {
            return NodeState.OFFLINE;
        }
        return runningTasks > 0 ? NodeState.RUNNING : NodeState.IDLE;
    }

    /** After every change of this, call {@link FreeSlotIndex#file}. */
    int freeSlots() {
        return leaving || !schedulingEnabled || hindrance != null ? 0 : pool.slotsPerNode() - usedSlots;
    }

    public boolean leaving() {
        return leaving;
    }

    @UnderLock
    public void leave(Instant now) {
        pool.leaving(leaving ? 0 : 1);
        leaving = true;
        since = now;
        pool.rooms().file(this);
    }

    /** Keeps the node, since the resize that would have removed it was stopped. */
    @UnderLock
    public void stay(Instant now) {
        pool.leaving(leaving ? -1 : 0);
        leaving = false;
        emptied = null;
        since = now;
        pool.rooms().file(this);
    }

    /** What keeps the node from running tasks; null when nothing does. */
    public @Nullable NodeState hindrance() {
        return hindrance;
    }

    @UnderLock
    public void hinder(@Nullable NodeState by, Instant now) {
        hindrance = by;
        since = now;
        pool.rooms().file(this);
    }

    /** The error of the node, if it is unusable. */
    public @Nullable NodeError error() {
        return error;
    }

    @UnderLock
    public void error(@Nullable NodeError what) {
        error = what;
    }

    /** The run of its start task since it last booted. */
    public @Nullable StartTaskRun startRun() {
        return startRun;
    }

    @UnderLock
    public void startRun(@Nullable StartTaskRun run) {
        startRun = run;
    }

    public Instant booted() {
        return booted;
    }

    @UnderLock
    public void boot(Instant now) {
        booted = now;
    }

    /** The number of the node's current boot; events of an earlier boot are ignored. */
    @UnderLock
    public int life() {
        return life;
    }

    @UnderLock
    public void nextLife() {
        life++;
    }

    /** What happens when the node has no task left. */
    @UnderLock
    @Nullable
    public NodeDrain emptied() {
        return emptied;
    }

    @UnderLock
    public void emptied(@Nullable NodeDrain next) {
        emptied = next;
    }

    /** Restores the state of the previous run. */
    public void restore(
            boolean mayBeScheduled, boolean wasLeaving, @Nullable NodeState hinderedBy, @Nullable NodeError what) {
        leaving = wasLeaving;
        schedulingEnabled = mayBeScheduled;
        hindrance = hinderedBy;
        error = what;
    }

    @UnderLock
    public void scheduling(boolean enabled, Instant now) {
        schedulingEnabled = enabled;
        since = now;
        pool.rooms().file(this);
    }

    @UnderLock
    public Set<Task> tasks() {
        return tasks;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time, under the account's lock
    @UnderLock
    public void take(Task task, int slots, Instant now) {
        tasks.add(task);
        usedSlots += slots;
        runningTasks = tasks.size();
        since = runningTasks == 1 ? now : since;
        pool.rooms().file(this);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    @UnderLock
    public void release(Task task, int slots, Instant now) {
        tasks.remove(task);
        usedSlots -= slots;
        runningTasks = tasks.size();
        since = runningTasks == 0 ? now : since;
        pool.rooms().file(this);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    @UnderLock
    public void count(boolean succeeded) {
        totalRun++;
        totalSucceeded += succeeded ? 1 : 0;
    }

    /** The number of free slots under which its pool indexes it. */
    int filedUnder() {
        return filedUnder;
    }

    void fileUnder(int freeSlots) {
        filedUnder = freeSlots;
    }

    @UnderLock
    public Map<BatchJobId, JobOnNode> jobs() {
        return jobs;
    }
}
