package io.dropbatch.localazure.launcher;

import io.dropbatch.localazure.batch.limits.TaskLimits;
import io.dropbatch.localazure.files.TopologyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs local Azure until the process is stopped. */
@Command(
        name = "local-azure",
        mixinStandardHelpOptions = true,
        description = "Azure Storage, Service Bus and Batch on this machine.")
public final class LocalAzureMain implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAzureMain.class);

    @Option(names = "--data", required = true, description = "Folder for everything that outlives a restart.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--service-bus-config",
            required = true,
            description = "Queues and topics, in the format of Microsoft's Service Bus emulator.")
    @SuppressWarnings("NullAway.Init")
    private Path serviceBusConfig;

    @Option(names = "--storage-config", required = true, description = "Containers, tables and event routes.")
    @SuppressWarnings("NullAway.Init")
    private Path storageConfig;

    @Option(names = "--host", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--blob-port", description = "A taken one gives way to a free one (${DEFAULT-VALUE}).")
    private int blobPort = PartPorts.USUAL.blob();

    @Option(names = "--table-port", description = "Likewise (${DEFAULT-VALUE}).")
    private int tablePort = PartPorts.USUAL.table();

    @Option(names = "--bus-port", description = "Likewise (${DEFAULT-VALUE}).")
    private int busPort = PartPorts.USUAL.bus();

    @Option(names = "--bus-administration-port", description = "Likewise (${DEFAULT-VALUE}).")
    private int busAdministrationPort = PartPorts.USUAL.busAdministration();

    @Option(names = "--batch-port", description = "Likewise (${DEFAULT-VALUE}).")
    private int batchPort = PartPorts.USUAL.batch();

    @Option(
            names = "--batch-log-queue",
            description = "Queue or topic that gets Batch's service log, which goes nowhere otherwise.")
    private @Nullable String batchLogQueue;

    @Option(
            names = "--batch-cpu-per-slot",
            paramLabel = "CORES",
            description = "What a task may use for each of its slots, such as 0.5 (default: all there is).")
    private @Nullable String cpuPerSlot;

    @Option(
            names = "--batch-memory-per-slot",
            paramLabel = "BYTES",
            description = "Likewise, such as 512m (default: all there is).")
    private @Nullable String memoryPerSlot;

    @Option(
            names = "--batch-start-tasks",
            description = "Runs pools' start tasks, as the user of this process (default: they are only shown).")
    private boolean startTasks;

    @Option(names = "--ready-file", description = "Written with all addresses and keys when everything answers.")
    private @Nullable Path readyFile;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LocalAzureMain())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof LocalAzureException || failure instanceof TopologyException) {
                        command.getErr().println("local Azure cannot start: " + failure.getMessage());
                    } else {
                        LOG.atError().setCause(failure).log("local Azure cannot start");
                    }
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        removeReadyFile();
        CountDownLatch stopped = new CountDownLatch(1);
        LocalAzure azure = LocalAzure.start(new LocalAzureOptions(
                host,
                data,
                serviceBusConfig,
                storageConfig,
                new PartPorts(blobPort, tablePort, busPort, busAdministrationPort, batchPort),
                batchLogQueue,
                taskLimits(),
                startTasks));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(azure, stopped), "stop"));
        if (readyFile != null) {
            PrivateFile.write(readyFile, azure.addresses().toJson());
        }
        LOG.atInfo()
                .addKeyValue("blobEndpoint", azure.storage().blobEndpoint())
                .addKeyValue("tableEndpoint", azure.storage().tableEndpoint())
                .addKeyValue("busPort", azure.bus().port())
                .addKeyValue("batchEndpoint", azure.batch().endpoint())
                .log("local Azure is ready");
        stopped.await();
        return 0;
    }

    private TaskLimits taskLimits() {
        try {
            TaskLimits limits = TaskLimits.NONE;
            limits = cpuPerSlot == null ? limits : limits.withCpu(cpuPerSlot);
            return memoryPerSlot == null ? limits : limits.withMemory(memoryPerSlot);
        } catch (IllegalArgumentException e) {
            throw new LocalAzureException(String.valueOf(e.getMessage()));
        }
    }

    private void stop(LocalAzure azure, CountDownLatch stopped) {
        LOG.atInfo().log("stopping");
        removeReadyFile();
        azure.close();
        LOG.atInfo().log("stopped");
        stopped.countDown();
    }

    private void removeReadyFile() {
        if (readyFile == null) {
            return;
        }
        try {
            Files.deleteIfExists(readyFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
