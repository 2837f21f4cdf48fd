package io.dropbatch.localazure.storage;

import java.nio.file.Path;
import java.time.Clock;

/**
 * How to run the storage account.
 *
 * @param blobPort 0 for a free one
 * @param tablePort 0 for a free one
 * @param dataFolder holds the account's data and undelivered events; one account per folder
 */
public record StorageOptions(
        String host,
        int blobPort,
        int tablePort,
        Path dataFolder,
        StorageTopology topology,
        BlobEventSink sink,
        Clock clock) {

    public StorageOptions {
        dataFolder = dataFolder.toAbsolutePath();
    }

    public static StorageOptions in(Path dataFolder) {
        return new StorageOptions(
                "127.0.0.1", 0, 0, dataFolder, StorageTopology.empty(), BlobEventSink.none(), Clock.systemUTC());
    }

    public StorageOptions withHost(String value) {
        return new StorageOptions(value, blobPort, tablePort, dataFolder, topology, sink, clock);
    }

    public StorageOptions withPorts(int blob, int table) {
        return new StorageOptions(host, blob, table, dataFolder, topology, sink, clock);
    }

    public StorageOptions withTopology(StorageTopology value) {
        return new StorageOptions(host, blobPort, tablePort, dataFolder, value, sink, clock);
    }

    public StorageOptions withSink(BlobEventSink value) {
        return new StorageOptions(host, blobPort, tablePort, dataFolder, topology, value, clock);
    }

    public StorageOptions withClock(Clock value) {
        return new StorageOptions(host, blobPort, tablePort, dataFolder, topology, sink, value);
    }
}
