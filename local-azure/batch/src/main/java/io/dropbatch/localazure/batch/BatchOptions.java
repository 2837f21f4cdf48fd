package io.dropbatch.localazure.batch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/**
 * How a local Batch account is set up.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param dataFolder where the account and its nodes live; one server at a time
 * @param account the account's name
 * @param key the account's key, Base64
 * @param cores the account's core quota, as Azure sets one
 * @param activeJobQuota how many jobs may be unfinished at once
 * @param allocationTime how long it takes to allocate or remove nodes
 * @param clock tells the time
 */
public record BatchOptions(
        String host,
        int port,
        Path dataFolder,
        String account,
        String key,
        int cores,
        int activeJobQuota,
        Duration allocationTime,
        Clock clock) {

    /** The name that stands in a new local account; any will do. */
    public static final String DEFAULT_ACCOUNT = "localbatch";

    /** Not a secret: whoever reaches the loopback address may use the local account. */
    public static final String DEFAULT_KEY = Base64.getEncoder()
            .encodeToString("local azure batch, no secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    public BatchOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535: " + port);
        }
        if (!account.matches("[a-z0-9]{3,24}")) {
            throw new IllegalArgumentException("account must be 3 to 24 lower-case letters and digits: " + account);
        }
        if (Base64.getDecoder().decode(key).length == 0) {
            throw new IllegalArgumentException("key must not be empty");
        }
        if (cores < 1 || activeJobQuota < 1) {
            throw new IllegalArgumentException("cores and activeJobQuota must be positive");
        }
        if (allocationTime.isNegative()) {
            throw new IllegalArgumentException("allocationTime must not be negative: " + allocationTime);
        }
    }

    /** A local account in a folder, on a free port of the loopback address. */
    public static BatchOptions in(Path dataFolder) {
        return new BatchOptions(
                "127.0.0.1",
                0,
                dataFolder,
                DEFAULT_ACCOUNT,
                DEFAULT_KEY,
                10_000,
                1_000,
                Duration.ZERO,
                Clock.systemUTC());
    }

    public BatchOptions withAddress(String newHost, int newPort) {
        return new BatchOptions(
                newHost, newPort, dataFolder, account, key, cores, activeJobQuota, allocationTime, clock);
    }

    public BatchOptions withPort(int newPort) {
        return withAddress(host, newPort);
    }

    public BatchOptions withAccount(String newAccount, String newKey) {
        return new BatchOptions(
                host, port, dataFolder, newAccount, newKey, cores, activeJobQuota, allocationTime, clock);
    }

    public BatchOptions withQuotas(int newCores, int newActiveJobs) {
        return new BatchOptions(host, port, dataFolder, account, key, newCores, newActiveJobs, allocationTime, clock);
    }

    public BatchOptions withAllocationTime(Duration newTime) {
        return new BatchOptions(host, port, dataFolder, account, key, cores, activeJobQuota, newTime, clock);
    }

    public BatchOptions withClock(Clock newClock) {
        return new BatchOptions(host, port, dataFolder, account, key, cores, activeJobQuota, allocationTime, newClock);
    }
}
