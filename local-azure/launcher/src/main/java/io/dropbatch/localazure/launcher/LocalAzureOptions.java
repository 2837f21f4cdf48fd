package io.dropbatch.localazure.launcher;

import io.dropbatch.localazure.batch.limits.TaskLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The options of local Azure.
 *
 * @param dataFolder the data that survives a restart; one local Azure per folder
 * @param serviceBusConfig queues and topics, in the format of Microsoft's Service Bus emulator
 * @param storageConfig containers, tables and event routes
 * @param batchLogQueue the queue or topic for the service log of Batch, if any
 * @param taskLimits what a Batch task may use of the machine for each of its slots, in pools without own limits
 * @param startTasks whether pools' start tasks run, as the user of this process; otherwise they are only accepted and shown
 */
public record LocalAzureOptions(
        String host,
        Path dataFolder,
        Path serviceBusConfig,
        Path storageConfig,
        PartPorts ports,
        @Nullable String batchLogQueue,
        TaskLimits taskLimits,
        boolean startTasks) {

    public LocalAzureOptions {
        dataFolder = dataFolder.toAbsolutePath();
    }

    /** On free ports, for tests. */
    public static LocalAzureOptions onFreePorts(Path dataFolder, Path serviceBusConfig, Path storageConfig) {
        return new LocalAzureOptions(
                "127.0.0.1", dataFolder, serviceBusConfig, storageConfig, PartPorts.ANY, null, TaskLimits.NONE, false);
    }

    public LocalAzureOptions withPorts(PartPorts value) {
        return new LocalAzureOptions(
                host, dataFolder, serviceBusConfig, storageConfig, value, batchLogQueue, taskLimits, startTasks);
    }

    public LocalAzureOptions withBatchLogQueue(@Nullable String queue) {
        return new LocalAzureOptions(
                host, dataFolder, serviceBusConfig, storageConfig, ports, queue, taskLimits, startTasks);
    }

    public LocalAzureOptions withTaskLimits(TaskLimits perSlot) {
        return new LocalAzureOptions(
                host, dataFolder, serviceBusConfig, storageConfig, ports, batchLogQueue, perSlot, startTasks);
    }

    public LocalAzureOptions withStartTasks(boolean run) {
        return new LocalAzureOptions(
                host, dataFolder, serviceBusConfig, storageConfig, ports, batchLogQueue, taskLimits, run);
    }
}
