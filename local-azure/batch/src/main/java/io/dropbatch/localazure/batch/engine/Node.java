package io.dropbatch.localazure.batch.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A node of a pool: a directory and a number of slots. Changed only inside {@link Account#change}. */
public final class Node {

    private final NodeId id;
    private final Pool pool;
    private final boolean dedicated;
    private final NodeRef ref;
    private final Path root;
    private final Instant allocated;
    private final Map<JobId, JobOnNode> jobs = new HashMap<>();
    private final Set<Task> tasks = new LinkedHashSet<>();
    private volatile boolean schedulingEnabled = true;
    private volatile boolean leaving;
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
        if (!schedulingEnabled && runningTasks == 0) {
            return NodeState.OFFLINE;
        }
        return runningTasks > 0 ? NodeState.RUNNING : NodeState.IDLE;
    }

    /** Whatever changes this is followed by {@link Rooms#file}. */
    int freeSlots() {
        return leaving || !schedulingEnabled ? 0 : pool.slotsPerNode() - usedSlots;
    }

    boolean leaving() {
        return leaving;
    }

    void leave(Instant now) {
        leaving = true;
        since = now;
        pool.rooms().file(this);
    }

    void scheduling(boolean enabled, Instant now) {
        schedulingEnabled = enabled;
        since = now;
        pool.rooms().file(this);
    }

    Set<Task> tasks() {
        return tasks;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time, under the account's lock
    void take(Task task, int slots, Instant now) {
        tasks.add(task);
        usedSlots += slots;
        runningTasks = tasks.size();
        since = runningTasks == 1 ? now : since;
        pool.rooms().file(this);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void release(Task task, int slots, Instant now) {
        tasks.remove(task);
        usedSlots -= slots;
        runningTasks = tasks.size();
        since = runningTasks == 0 ? now : since;
        pool.rooms().file(this);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void count(boolean succeeded) {
        totalRun++;
        totalSucceeded += succeeded ? 1 : 0;
    }

    /** The number of free slots under which its pool has it at hand. */
    int filedUnder() {
        return filedUnder;
    }

    void fileUnder(int freeSlots) {
        filedUnder = freeSlots;
    }

    Map<JobId, JobOnNode> jobs() {
        return jobs;
    }
}
