package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's preparation and release on one node. Changed only inside {@code Account.change}. */
public final class JobOnNode {

    private final long key;
    private final Job job;
    private final NodeRef place;
    private final List<Task> waiting = new ArrayList<>();
    private volatile Phase phase;
    private volatile TaskExecution preparation;
    private volatile TaskExecution release;
    private NodeAgent.@Nullable Run run;

    public JobOnNode(long key, Job job, NodeRef place, Phase phase, TaskExecution preparation, TaskExecution release) {
        this.key = key;
        this.job = job;
        this.place = place;
        this.phase = phase;
        this.preparation = preparation;
        this.release = release;
    }

    public long key() {
        return key;
    }

    public Job job() {
        return job;
    }

    public PoolId pool() {
        return place.pool();
    }

    public NodeId node() {
        return place.node();
    }

    public Phase phase() {
        return phase;
    }

    public TaskExecution preparation() {
        return preparation;
    }

    public TaskExecution release() {
        return release;
    }

    @UnderLock
    public List<Task> waiting() {
        return waiting;
    }

    @UnderLock
    public NodeAgent.@Nullable Run run() {
        return run;
    }

    @UnderLock
    public void running(NodeAgent.@Nullable Run begun) {
        run = begun;
    }

    @UnderLock
    public void preparation(Phase next, TaskExecution execution) {
        preparation = execution;
        phase = next;
    }

    @UnderLock
    public void release(Phase next, TaskExecution execution) {
        release = execution;
        phase = next;
    }

    /** The job's phase on this node. */
    public enum Phase {
        NEEDED,
        PREPARING,
        READY,
        FAILED,
        RELEASING,
        RELEASED
    }
}
