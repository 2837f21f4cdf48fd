package io.dropbatch.localazure.batch.engine.model.pool;

/** An error of a node. */
public record NodeError(String code, String message) {}
