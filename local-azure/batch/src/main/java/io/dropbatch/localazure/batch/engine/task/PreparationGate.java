package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;

/** Holds back tasks whose job has to be prepared on their node first. */
public interface PreparationGate {

    /** Whether a task has to wait for the job's preparation on its node; begins it when nobody has. */
    boolean awaited(Task task, Node node);

    /** The task is taken from its node before the preparation has ended. */
    void noLongerAwaited(Task task, Node node);
}
