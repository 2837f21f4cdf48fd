package io.dropbatch.localazure.batch.engine;

/** What is wrong with a node. */
public record NodeError(String code, String message) {}
