package io.dropbatch.cli.stack;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.faststart.FastStartOptions;
import io.dropbatch.cli.supervision.ForegroundSupervisor;
import io.dropbatch.cli.supervision.StateFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch local-azure}. */
@Command(
        name = "local-azure",
        description = "Starts only the local Azure: Storage, Service Bus and Batch, for any Azure program.")
final class LocalAzureCommand implements Callable<Integer> {

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Option(names = "--detach", description = "Returns when everything answers; the system goes on.")
    private boolean detach;

    @Mixin
    private FastStartOptions fastStart = new FastStartOptions();

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Override
    public Integer call() throws Exception {
        StateFolder state = new StateFolder(home.folder()).create();
        if (detach) {
            return new DetachedSupervisor(state, false, arguments()).start();
        }
        return new ForegroundSupervisor(state, false, LocalAzureCommand::howTo)
                .run(new LocalSystem(HomeFolder.projectRoot(), state, topology.topology(), fastStart.isOn()));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(topology.arguments());
        arguments.addAll(fastStart.arguments());
        return arguments;
    }

    private static void howTo(Map<String, String> environment) {
        System.out.println();
        System.out.println("  blobs      " + ForegroundSupervisor.blobEndpoint(environment));
        String batch = environment.getOrDefault("AZURE_BATCH_ENDPOINT", "");
        System.out.println("  batch      " + batch);
        System.out.println("  to look at " + batch + "/_ui/");
    }
}
