package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;

/** Gets events about nodes under the account's lock, so that their jobs and pools can continue. */
public interface NodeListener {

    /** The start task of a node that is being drained has ended. */
    void startTaskStopped(Node node);

    /** The preparation or the release of a job has ended on a node. */
    void jobCommandEnded(Job job, Node node);

    /** The last reason to keep the node in its pool has ended. */
    void settled(Node node);
}
