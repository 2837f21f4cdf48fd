package io.dropbatch.localazure.batch.engine.id;

/** The node that a task was last given to; one object per node, since millions of tasks refer to it. */
public record NodeRef(PoolId pool, NodeId node) {}
