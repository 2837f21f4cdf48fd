package io.dropbatch.localazure.batch.engine;

import java.nio.file.Path;
import java.time.Duration;

/** What is fixed for an account's life: where nodes live, how long allocating one takes, how many cores there are. */
public record AccountSettings(Path nodesFolder, Duration allocationTime, int coreQuota) {}
