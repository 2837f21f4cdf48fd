package io.dropbatch.localazure.batch.engine.account;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The fixed settings of an account.
 *
 * @param nodesFolder the folder of the nodes
 * @param allocationTime how long it takes to allocate or remove nodes
 * @param bootTime how long a node takes to start, and as long to be rebooted, reimaged or deallocated
 * @param quotas the quotas of the account
 * @param startTasks whether the nodes run their start tasks
 * @param resources the resources for nodes
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
