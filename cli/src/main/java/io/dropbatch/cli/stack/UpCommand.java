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

/** {@code dropbatch up}. */
@Command(
        name = "up",
        description = "Starts local Azure and the four services, and keeps them running until Ctrl-C or 'down'.")
final class UpCommand implements Callable<Integer> {

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
            return new DetachedSupervisor(state, true, arguments()).start();
        }
        return new ForegroundSupervisor(state, true, UpCommand::howTo)
                .run(new LocalSystem(HomeFolder.projectRoot(), state, topology.topology(), fastStart.isOn()));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(topology.arguments());
        arguments.addAll(fastStart.arguments());
        return arguments;
    }

    static void howTo(Map<String, String> environment) {
        System.out.println();
        System.out.println("  blobs      " + ForegroundSupervisor.blobEndpoint(environment));
        System.out.println("  events     Service Bus topics submissions, jobs, tasks, outputs");
        System.out.println("  console    " + environment.getOrDefault("RESULTS_URL", ""));
        System.out.println();
        System.out.println("  try        ./dropbatch submit <workload> <folder> --watch");
    }
}
