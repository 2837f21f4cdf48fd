package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.Nullable;

/** A task on its node, from the moment it takes its slots until it gives them back. */
final class Assignment {

    private final Node node;
    private final int slots;
    private final TaskSpec spec;
    private NodeAgent.@Nullable Run run;
    private @Nullable Intent intent;

    Assignment(Node node, int slots, TaskSpec spec) {
        this.node = node;
        this.slots = slots;
        this.spec = spec;
    }

    Node node() {
        return node;
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
