package io.dropbatch.monitor.domain;

/**
 * Batch's own count of a job's tasks, of all levels; it may lag by some seconds.
 *
 * @param active waiting for a node
 * @param running includes tasks whose node is being prepared
 */
public record TaskTotals(int active, int running, int completed) {}
