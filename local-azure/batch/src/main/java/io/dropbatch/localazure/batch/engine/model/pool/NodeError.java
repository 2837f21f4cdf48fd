package io.dropbatch.localazure.batch.engine.model.pool;

/** What is wrong with a node. */
public record NodeError(String code, String message) {}
