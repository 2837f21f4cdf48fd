package io.dropbatch.localazure.servicebus;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** How to run a broker. Port 0 takes a free port; without a data folder, messages are kept in memory only. */
public record ServiceBusOptions(
        String host,
        int port,
        int administrationPort,
        @Nullable Path dataFolder,
        NamespaceTopology topology,
        Clock clock,
        long maxMessageBytes,
        long maxStoredBytes) {
    private static final long ONE_MEGABYTE = 1024 * 1024;

    public ServiceBusOptions {
        checkPort(port);
        checkPort(administrationPort);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no such port: " + port);
        }
    }

    /** A broker in memory, on a free port of the loopback interface. */
    public static ServiceBusOptions inMemory(NamespaceTopology topology) {
        return new ServiceBusOptions(
                "127.0.0.1", 0, 0, null, topology, Clock.systemUTC(), ONE_MEGABYTE, storageFor(Runtime.getRuntime()));
    }

    /** A broker that keeps its messages in this folder, on a free port of the loopback interface. */
    public static ServiceBusOptions durable(Path dataFolder, NamespaceTopology topology) {
        return inMemory(topology).withDataFolder(dataFolder);
    }

    public ServiceBusOptions withHost(String name) {
        return new ServiceBusOptions(
                name, port, administrationPort, dataFolder, topology, clock, maxMessageBytes, maxStoredBytes);
    }

    public ServiceBusOptions withPort(int number) {
        return new ServiceBusOptions(
                host, number, administrationPort, dataFolder, topology, clock, maxMessageBytes, maxStoredBytes);
    }

    /** The port for administration clients. */
    public ServiceBusOptions withAdministrationPort(int number) {
        return new ServiceBusOptions(host, port, number, dataFolder, topology, clock, maxMessageBytes, maxStoredBytes);
    }

    public ServiceBusOptions withDataFolder(Path folder) {
        return new ServiceBusOptions(
                host, port, administrationPort, folder, topology, clock, maxMessageBytes, maxStoredBytes);
    }

    public ServiceBusOptions withClock(Clock other) {
        return new ServiceBusOptions(
                host, port, administrationPort, dataFolder, topology, other, maxMessageBytes, maxStoredBytes);
    }

    public ServiceBusOptions withMaxMessageBytes(long bytes) {
        return new ServiceBusOptions(
                host, port, administrationPort, dataFolder, topology, clock, bytes, maxStoredBytes);
    }

    /** How much memory all messages together may take; the broker refuses sends beyond that. */
    public ServiceBusOptions withMaxStoredBytes(long bytes) {
        return new ServiceBusOptions(
                host, port, administrationPort, dataFolder, topology, clock, maxMessageBytes, bytes);
    }

    /** Messages are on the heap: half of it leaves room for the data about each message. */
    private static long storageFor(Runtime runtime) {
        return runtime.maxMemory() / 2;
    }
}
