package io.dropbatch.monitor.domain.failure;

import org.jspecify.annotations.Nullable;

/**
 * A job's preparation task on one node.
 *
 * @param folder of the task on its node
 */
public record NodePreparation(
        String pool,
        String node,
        State state,
        @Nullable Integer exitCode,
        @Nullable String folder,
        @Nullable BatchProblem trouble) {

    /** The state of the preparation task. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
