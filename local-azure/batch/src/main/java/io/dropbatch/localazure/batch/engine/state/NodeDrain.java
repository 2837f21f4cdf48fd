package io.dropbatch.localazure.batch.engine.state;

/**
 * What happens to a node when its last task has ended.
 *
 * @param retaining whether the drain also waits for the retention time of task files
 */
public record NodeDrain(boolean retaining, Runnable work) {}
