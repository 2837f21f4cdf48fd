package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;

/** Is told under the account's lock what has happened on nodes, so that their jobs and pools can go on. */
public interface NodeListener {

    /** The start task of a node that is being emptied has ended. */
    void startTaskStopped(Node node);

    /** The preparation or the release of a job has ended on a node. */
    void jobCommandEnded(Job job, Node node);

    /** Nothing keeps the node in its pool that did so before. */
    void settled(Node node);
}
