package io.dropbatch.localazure.batch.engine;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is fixed for an account's life: where nodes live, how long allocating one takes, how many cores there are, and
 * what nodes are supplied with.
 */
public record AccountSettings(Path nodesFolder, Duration allocationTime, int coreQuota, Supplies supplies) {

    public AccountSettings(Path nodesFolder, Duration allocationTime, int coreQuota) {
        this(nodesFolder, allocationTime, coreQuota, Supplies.NONE);
    }
}
