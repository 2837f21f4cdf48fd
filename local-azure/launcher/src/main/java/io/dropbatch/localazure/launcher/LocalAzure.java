package io.dropbatch.localazure.launcher;

import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.events.ServiceLogSink;
import io.dropbatch.localazure.batch.limits.LimitsUnavailable;
import io.dropbatch.localazure.servicebus.NamespaceTopology;
import io.dropbatch.localazure.servicebus.OutgoingMessage;
import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.BlobEventSink;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs storage, Service Bus and Batch together; storage events are sent to the bus. */
public final class LocalAzure implements AutoCloseable {

    public static final String BATCH_ACCOUNT = "localbatch";

    private final DataFolder folder;
    private final String batchKey;
    private final CompletableFuture<ServiceBusServer> bus;
    private final CompletableFuture<StorageServer> storage;
    private final CompletableFuture<BatchServer> batch;

    private LocalAzure(LocalAzureOptions options, DataFolder folder) throws IOException {
        this.folder = folder;
        this.batchKey = folder.batchKey();
        PartPorts ports = new RememberedPorts(folder.resolve("ports"), options.host()).pick(options.ports());
        this.bus = starting("bus", () -> startBus(options, ports));
        this.storage = starting("storage", () -> startStorage(options, ports));
        this.batch = starting("batch", () -> startBatch(options, ports));
    }

    /** Returns when all three answer; they start side by side. */
    public static LocalAzure start(LocalAzureOptions options) {
        DataFolder folder = DataFolder.take(options.dataFolder());
        LocalAzure azure;
        try {
            azure = new LocalAzure(options, folder);
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException(e);
        }
        try {
            CompletableFuture.allOf(azure.bus, azure.storage, azure.batch).join();
            return azure;
        } catch (CompletionException e) {
            azure.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> CompletableFuture<T> starting(String part, Supplier<T> start) {
        return CompletableFuture.supplyAsync(
                start, task -> Thread.ofPlatform().name("start-" + part).start(task));
    }

    private ServiceBusServer startBus(LocalAzureOptions options, PartPorts ports) {
        return ServiceBusServer.start(
                ServiceBusOptions.durable(folder.resolve("bus"), topology(options.serviceBusConfig()))
                        .withHost(options.host())
                        .withPort(ports.bus())
                        .withAdministrationPort(ports.busAdministration()));
    }

    private static NamespaceTopology topology(Path file) {
        try {
            return TopologyReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private StorageServer startStorage(LocalAzureOptions options, PartPorts ports) {
        return StorageServer.start(StorageOptions.in(folder.resolve("storage"))
                .withHost(options.host())
                .withPorts(ports.blob(), ports.table())
                .withTopology(StorageTopologyReader.read(options.storageConfig()))
                .withSink(toBus()));
    }

    private BatchServer startBatch(LocalAzureOptions options, PartPorts ports) {
        BatchOptions batchOptions = BatchOptions.in(folder.resolve("batch"))
                .withAddress(options.host(), ports.batch())
                .withAccount(BATCH_ACCOUNT, batchKey)
                .withTaskLimits(options.taskLimits())
                .withApplications(folder.resolve("batch-applications"))
                .withAutoStorage(() -> storage.join().connectionString());
        if (!options.startTasks()) {
            // On Azure, start tasks install programs as root; a person's machine is not changed without being asked.
            batchOptions = batchOptions.withoutStartTasks();
        }
        String queue = options.batchLogQueue();
        try {
            return BatchServer.start(queue == null ? batchOptions : batchOptions.withServiceLog(toBus(options, queue)));
        } catch (IllegalStateException e) {
            throw e.getCause() instanceof LimitsUnavailable reason
                    ? new LocalAzureException(String.valueOf(reason.getMessage()))
                    : e;
        }
    }

    private ServiceLogSink toBus(LocalAzureOptions options, String queue) {
        NamespaceTopology topology = topology(options.serviceBusConfig());
        boolean known = topology.queues().stream().anyMatch(each -> each.name().equalsIgnoreCase(queue))
                || topology.topics().stream().anyMatch(each -> each.name().equalsIgnoreCase(queue));
        if (!known) {
            throw new LocalAzureException(options.serviceBusConfig() + " declares no queue or topic '" + queue
                    + "' for the service log of Batch");
        }
        return (id, records) -> bus.thenCompose(
                server -> server.send(queue, new OutgoingMessage(id, records, "application/json", Map.of())));
    }

    private BlobEventSink toBus() {
        return (queue, id, body, contentType, properties) ->
                bus.thenCompose(server -> server.send(queue, new OutgoingMessage(id, body, contentType, properties)));
    }

    public ServiceBusServer bus() {
        return bus.join();
    }

    public StorageServer storage() {
        return storage.join();
    }

    public BatchServer batch() {
        return batch.join();
    }

    public LocalAzureAddresses addresses() {
        return new LocalAzureAddresses(
                storage().connectionString(),
                bus().connectionString(),
                bus().administrationEndpoint().toString(),
                batch().endpoint().toString(),
                BATCH_ACCOUNT,
                batchKey,
                new LocalAzureAddresses.Pids(
                        ProcessHandle.current().pid(), storage().azuritePid()));
    }

    /** Ends tasks first, then storage, then the bus, so that it still gets the last events. */
    @Override
    public void close() {
        close(batch);
        close(storage);
        close(bus);
        folder.close();
    }

    private static void close(CompletableFuture<? extends AutoCloseable> part) {
        try {
            part.join().close();
        } catch (CompletionException e) {
            // It never started, and start() has reported why.
            return;
        } catch (Exception e) {
            throw new IllegalStateException("did not stop in order", e);
        }
    }
}
