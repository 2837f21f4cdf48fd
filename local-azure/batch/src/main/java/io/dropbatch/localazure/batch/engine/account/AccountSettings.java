package io.dropbatch.localazure.batch.engine.account;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is fixed for an account's life.
 *
 * @param nodesFolder where nodes live
 * @param allocationTime how long it takes to allocate or remove nodes
 * @param bootTime how long a node takes to start, and as long to be rebooted, reimaged or deallocated
 * @param quotas how much the account may have
 * @param startTasks whether the nodes run their start tasks
 * @param resources what nodes are supplied with
 */
public record AccountSettings(
        Path nodesFolder,
        Duration allocationTime,
        Duration bootTime,
        AccountQuotas quotas,
        boolean startTasks,
        AccountResources resources) {

    public AccountSettings(Path nodesFolder, Duration allocationTime, AccountQuotas quotas) {
        this(nodesFolder, allocationTime, Duration.ZERO, quotas, true, AccountResources.NONE);
    }
}
