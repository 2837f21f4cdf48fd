package io.dropbatch.scheduler.domain.pool;

import org.jspecify.annotations.Nullable;

/**
 * The disk with a node's operating system, which also holds the tasks' files where the VM size has no temporary disk.
 *
 * @param gigabytes absent for the image's own size
 * @param type such as {@code premium_lrs}; absent for Batch's choice
 */
public record NodeDisk(
        @Nullable Integer gigabytes, @Nullable String type) {}
