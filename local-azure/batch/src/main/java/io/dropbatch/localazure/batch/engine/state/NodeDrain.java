package io.dropbatch.localazure.batch.engine.state;

/**
 * What happens to a node when its last task has ended.
 *
 * @param retaining whether the files that tasks asked to be kept are waited for too
 */
public record NodeDrain(boolean retaining, Runnable work) {}
