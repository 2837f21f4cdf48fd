package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.task.Execution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's preparation and release on one node. Changed only inside {@link Account#change}. */
public final class JobOnNode {

    private final long key;
    private final Job job;
    private final PoolId pool;
    private final NodeId node;
    private final List<Task> waiting = new ArrayList<>();
    private volatile Phase phase;
    private volatile Execution preparation;
    private volatile Execution release;
    private NodeAgent.@Nullable Run run;

    public JobOnNode(
            long key, Job job, PoolId pool, NodeId node, Phase phase, Execution preparation, Execution release) {
        this.key = key;
        this.job = job;
        this.pool = pool;
        this.node = node;
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
        return pool;
    }

    public NodeId node() {
        return node;
    }

    public Phase phase() {
        return phase;
    }

    public Execution preparation() {
        return preparation;
    }

    public Execution release() {
        return release;
    }

    List<Task> waiting() {
        return waiting;
    }

    NodeAgent.@Nullable Run run() {
        return run;
    }

    void running(NodeAgent.@Nullable Run begun) {
        run = begun;
    }

    void preparation(Phase next, Execution execution) {
        preparation = execution;
        phase = next;
    }

    void release(Phase next, Execution execution) {
        release = execution;
        phase = next;
    }

    /** How far the job is on this node. */
    public enum Phase {
        NEEDED,
        PREPARING,
        READY,
        FAILED,
        RELEASING,
        RELEASED
    }
}
