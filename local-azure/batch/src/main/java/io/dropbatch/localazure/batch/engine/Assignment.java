package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task on its node, from the moment it takes its slots until it gives them back. */
final class Assignment {

    private final List<Node> nodes;
    private final int slots;
    private final TaskSpec spec;
    private NodeAgent.@Nullable Run run;
    private @Nullable Intent intent;
    private int unprepared;

    Assignment(List<Node> nodes, int slots, TaskSpec spec) {
        this.nodes = List.copyOf(nodes);
        this.slots = slots;
        this.spec = spec;
    }

    /** The node of its own command. */
    Node node() {
        return nodes.get(0);
    }

    /** All its nodes; more than one when it is multi-instance. */
    List<Node> nodes() {
        return nodes;
    }

    /** The job has to be prepared on one more of its nodes. */
    void await() {
        unprepared++;
    }

    /** The job is prepared on one of them; returns whether it is on all. */
    boolean prepared() {
        return --unprepared == 0;
    }

    boolean awaits() {
        return unprepared > 0;
    }

    /** How many slots it takes there. */
    int slots() {
        return slots;
    }

    TaskSpec spec() {
        return spec;
    }

    NodeAgent.@Nullable Run run() {
        return run;
    }

    void started(NodeAgent.Run begun) {
        run = begun;
    }

    @Nullable
    Intent intent() {
        return intent;
    }

    /** Terminating wins over requeueing, whichever was asked first. */
    void intend(Intent next) {
        intent = intent == Intent.TERMINATE ? intent : next;
    }

    /** What is to become of a task whose run is taken away. */
    enum Intent {
        REQUEUE,
        TERMINATE
    }
}
