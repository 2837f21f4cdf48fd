package io.dropbatch.cli.stack;

import io.dropbatch.cli.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What local Azure is to hold, if not what Dropbatch needs. */
final class TopologyOptions {

    @Option(names = "--service-bus-config", description = "Queues and topics (default: Dropbatch's).")
    private @Nullable Path serviceBus;

    @Option(names = "--storage-config", description = "Containers, tables and event routes (default: Dropbatch's).")
    private @Nullable Path storage;

    @Option(names = "--batch-log-queue", description = "Queue or topic that gets Batch's service log (default: none).")
    private @Nullable String batchLogQueue;

    LocalSystem.Topology topology() {
        LocalSystem.Topology usual = LocalSystem.Topology.ofDropbatch(Home.projectRoot());
        return new LocalSystem.Topology(
                serviceBus == null ? usual.serviceBus() : serviceBus.toAbsolutePath(),
                storage == null ? usual.storage() : storage.toAbsolutePath(),
                batchLogQueue);
    }

    /** The same choice for another process. */
    String[] arguments() {
        LocalSystem.Topology chosen = topology();
        List<String> arguments = new ArrayList<>(List.of(
                "--service-bus-config",
                chosen.serviceBus().toString(),
                "--storage-config",
                chosen.storage().toString()));
        if (chosen.batchLogQueue() != null) {
            arguments.addAll(List.of("--batch-log-queue", chosen.batchLogQueue()));
        }
        return arguments.toArray(String[]::new);
    }
}
