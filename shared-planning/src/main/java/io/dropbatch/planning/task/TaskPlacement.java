package io.dropbatch.planning.task;

import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * What a task needs of the nodes that it runs on.
 *
 * @param nodes that it runs on at the same time; its files come to each of them
 * @param account of the pool that it runs as; absent for Batch's own
 * @param application that Batch brings from its own account; absent for none, or one from the applications container
 */
public record TaskPlacement(
        int nodes, @Nullable String account, @Nullable ApplicationRef application) {

    public static final TaskPlacement ANYWHERE = new TaskPlacement(1, null, null);

    /** Of a task that has one node, of whatever level. */
    static TaskPlacement of(Workload workload) {
        ApplicationRef application = workload.application();
        return new TaskPlacement(
                1, NodeAccount.of(workload), application != null && application.packaged() ? application : null);
    }

    /** Of a task of the map level. */
    static TaskPlacement ofMap(Workload workload) {
        TaskPlacement one = of(workload);
        return new TaskPlacement(workload.tasks().nodes(), one.account(), one.application());
    }
}
