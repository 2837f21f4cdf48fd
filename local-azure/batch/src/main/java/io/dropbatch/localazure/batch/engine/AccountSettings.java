package io.dropbatch.localazure.batch.engine;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is fixed for an account's life.
 *
 * @param nodesFolder where nodes live
 * @param allocationTime how long it takes to allocate or remove nodes
 * @param bootTime how long a node takes to start, and as long to be rebooted, reimaged or deallocated
 * @param coreQuota how many cores its pools may have
 * @param poolQuota how many pools it may have
 * @param startTasks whether the nodes run their start tasks
 * @param supplies what nodes are supplied with
 */
public record AccountSettings(
        Path nodesFolder,
        Duration allocationTime,
        Duration bootTime,
        int coreQuota,
        int poolQuota,
        boolean startTasks,
        Supplies supplies) {

    public AccountSettings(Path nodesFolder, Duration allocationTime, int coreQuota) {
        this(nodesFolder, allocationTime, Duration.ZERO, coreQuota, Integer.MAX_VALUE, true, Supplies.NONE);
    }
}
