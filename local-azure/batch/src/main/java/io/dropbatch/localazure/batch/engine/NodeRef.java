package io.dropbatch.localazure.batch.engine;

/** The node that a task was last given to, and the task's directory there (relative to the node's root). */
public record NodeRef(PoolId pool, NodeId node, String directory) {}
