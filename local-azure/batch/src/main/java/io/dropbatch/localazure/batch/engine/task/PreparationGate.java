package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;

/** Delays tasks until their job is prepared on their node. */
public interface PreparationGate {

    /** Whether a task must wait for the job's preparation on its node; begins the preparation unless it has begun. */
    boolean awaited(Task task, Node node);

    /** The task is taken from its node before the preparation has ended. */
    void noLongerAwaited(Task task, Node node);
}
