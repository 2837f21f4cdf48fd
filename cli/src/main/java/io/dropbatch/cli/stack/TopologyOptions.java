package io.dropbatch.cli.stack;

import io.dropbatch.cli.HomeFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What local Azure is to hold, if not what Dropbatch needs. */
final class TopologyOptions {

    static final String START_TASKS = "--batch-start-tasks";

    @Option(names = "--service-bus-config", description = "Queues and topics (default: Dropbatch's).")
    private @Nullable Path serviceBus;

    @Option(names = "--storage-config", description = "Containers, tables and event routes (default: Dropbatch's).")
    private @Nullable Path storage;

    @Option(names = "--batch-log-queue", description = "Queue or topic that gets Batch's service log (default: none).")
    private @Nullable String batchLogQueue;

    @Option(
            names = "--batch-cpu-per-slot",
            paramLabel = "CORES",
            description = "What a task may use for each of its slots, such as 0.5 (default: all there is).")
    private @Nullable String batchCpuPerSlot;

    @Option(
            names = "--batch-memory-per-slot",
            paramLabel = "BYTES",
            description = "Likewise, such as 512m (default: all there is).")
    private @Nullable String batchMemoryPerSlot;

    @Option(
            names = START_TASKS,
            description =
                    "Runs the start tasks of pools on this machine, as you, as Batch runs them on its nodes as root"
                            + " (default: they do not run).")
    private boolean startTasks;

    boolean runsStartTasks() {
        return startTasks;
    }

    LocalSystem.Topology topology() {
        LocalSystem.Topology usual = LocalSystem.Topology.ofDropbatch(HomeFolder.projectRoot());
        return new LocalSystem.Topology(
                serviceBus == null ? usual.serviceBus() : serviceBus.toAbsolutePath(),
                storage == null ? usual.storage() : storage.toAbsolutePath(),
                batch());
    }

    /** The same choice for another process. */
    List<String> arguments() {
        LocalSystem.Topology chosen = topology();
        List<String> arguments = new ArrayList<>(List.of(
                "--service-bus-config",
                chosen.serviceBus().toString(),
                "--storage-config",
                chosen.storage().toString()));
        arguments.addAll(chosen.batch());
        return arguments;
    }

    private List<String> batch() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--batch-log-queue", batchLogQueue);
        add(arguments, "--batch-cpu-per-slot", batchCpuPerSlot);
        add(arguments, "--batch-memory-per-slot", batchMemoryPerSlot);
        if (startTasks) {
            arguments.add(START_TASKS);
        }
        return arguments;
    }

    private static void add(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.addAll(List.of(name, value));
        }
    }
}
