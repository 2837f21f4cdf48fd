package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.model.job.JobManager;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.model.task.TaskTrait;
import org.jspecify.annotations.Nullable;

/**
 * What a task needs of a pool before it can begin.
 *
 * @param nodes the number of instances; 0 for a task that is not multi-instance
 * @param manager set when the task is its job's manager, which may ask for more than slots
 * @param preferred the preferred node
 */
public record SlotDemand(
        int nodes,
        int slots,
        @Nullable JobManager manager,
        @Nullable NodeId preferred) {

    private static final String NODE = "TVM:";

    public static SlotDemand of(Task task, Pool pool) {
        JobManager manager = task.manager();
        return new SlotDemand(
                nodes(task),
                manager == null ? task.requiredSlots() : manager.slotsIn(pool.spec()),
                manager,
                preferred(task));
    }

    /**
     * Azure never schedules a multi-instance task on a pool without inter-node communication or with several slots for
     * each node.
     */
    public boolean possibleIn(Pool pool) {
        return !gang() || (pool.spec().interNodeCommunication() && pool.slotsPerNode() == 1);
    }

    /** Whether it is multi-instance, even with one instance. */
    public boolean gang() {
        return nodes > 0;
    }

    boolean suits(Node node) {
        if (manager == null) {
            return true;
        }
        return (manager.allowsLowPriority() || node.dedicated()) && (!manager.exclusive() || node.usedSlots() == 0);
    }

    private static int nodes(Task task) {
        MultiInstance settings = task.may(TaskTrait.INSTANCES) ? task.spec().multiInstance() : null;
        return settings == null ? 0 : settings.instances();
    }

    /** The affinity id names a node, or a task; a task's is the node on which it last ran. */
    private static @Nullable NodeId preferred(Task task) {
        if (!task.may(TaskTrait.AFFINITY)) {
            return null;
        }
        String affinity = task.document()
                .object("affinityInfo")
                .map(info -> info.text("affinityId"))
                .orElse("");
        return affinity.startsWith(NODE) ? new NodeId(affinity.substring(NODE.length())) : null;
    }
}
