package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a task needs of a pool before it can begin.
 *
 * @param manager set when the task is its job's manager, which may ask for more than slots
 * @param preferred the node that it would rather have than another
 */
record Demand(
        int slots, @Nullable JobManager manager, @Nullable NodeId preferred) {

    private static final String AFFINITY = "affinityInfo";
    private static final String NODE = "TVM:";

    static Demand of(Task task, Pool pool) {
        JobManager manager = task.manager();
        return new Demand(manager == null ? task.requiredSlots() : manager.slotsIn(pool), manager, preferred(task));
    }

    boolean suits(Node node) {
        return manager == null || manager.mayRunOn(node);
    }

    /** Azure gives out the affinity of a node, and that of a task is the node it last ran on. */
    private static @Nullable NodeId preferred(Task task) {
        if (!task.may(Trait.AFFINITY)) {
            return null;
        }
        String affinity = task.document()
                .object(AFFINITY)
                .map(info -> info.text("affinityId"))
                .orElse("");
        if (affinity.startsWith(NODE)) {
            return new NodeId(affinity.substring(NODE.length()));
        }
        return null;
    }
}
