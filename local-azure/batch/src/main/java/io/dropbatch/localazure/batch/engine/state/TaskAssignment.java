package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task on its nodes, from taking its slots until it frees them. */
public final class TaskAssignment {

    private final List<Node> nodes;
    private final int slots;
    private final TaskDefinition spec;
    private NodeAgent.@Nullable Run run;
    private @Nullable Intent intent;
    private int unprepared;

    public TaskAssignment(List<Node> nodes, int slots, TaskDefinition spec) {
        this.nodes = List.copyOf(nodes);
        this.slots = slots;
        this.spec = spec;
    }

    /** The node of its own command. */
    public Node node() {
        return nodes.get(0);
    }

    /** All its nodes; more than one when it is multi-instance. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Records that the job must be prepared on one more of its nodes. */
    public void await() {
        unprepared++;
    }

    /** Records that the job is prepared on one of them; returns whether it is on all. */
    public boolean prepared() {
        return --unprepared == 0;
    }

    public boolean awaits() {
        return unprepared > 0;
    }

    /** The number of slots that it uses on each node. */
    public int slots() {
        return slots;
    }

    public TaskDefinition spec() {
        return spec;
    }

    public NodeAgent.@Nullable Run run() {
        return run;
    }

    public void started(NodeAgent.Run begun) {
        run = begun;
    }

    @Nullable
    public Intent intent() {
        return intent;
    }

    /** Terminating takes precedence over requeueing, in either order. */
    public void intend(Intent next) {
        intent = intent == Intent.TERMINATE ? intent : next;
    }

    /** What happens to a task whose run is ended. */
    public enum Intent {
        REQUEUE,
        TERMINATE
    }
}
