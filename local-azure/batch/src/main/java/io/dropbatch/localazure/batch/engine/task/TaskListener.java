package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;

/** Is told under the account's lock what has happened to tasks, so that jobs, nodes and pools can go on. */
public interface TaskListener {

    /** The task has completed; what follows from that for its job happens now. */
    void completed(Task task);

    /** The task has given back its slots on these nodes, and its new state is durable. */
    void released(Task task, List<Node> nodes);

    /** A task that was on no node has ended or was deleted. */
    void settled(Job job);
}
