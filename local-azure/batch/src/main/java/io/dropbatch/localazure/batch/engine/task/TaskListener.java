package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;

/** Gets events about tasks under the account's lock, so that jobs, nodes and pools can continue. */
public interface TaskListener {

    /** The task has completed; its job reacts now. */
    void completed(Task task);

    /** The task has freed its slots on these nodes, and its new state is durable. */
    void released(Task task, List<Node> nodes);

    /** A task that was on no node has ended or was deleted. */
    void settled(Job job);
}
