package io.dropbatch.planning.task;

import io.dropbatch.model.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * The account that the tasks of a job run as when they use several nodes: Batch lets it reach the other nodes of its pool by
 * SSH, without a password.
 */
public final class NodeAccount {

    public static final String NAME = "dropbatch";

    private NodeAccount() {}

    /** The same for all tasks of a job, which share files of its preparation. */
    static @Nullable String of(Workload workload) {
        return workload.tasks().onSeveralNodes() ? NAME : null;
    }
}
