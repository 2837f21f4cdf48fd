package io.dropbatch.cli.stack;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.faststart.FastStartOptions;
import io.dropbatch.cli.supervision.ForegroundSupervisor;
import io.dropbatch.cli.supervision.StateFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that start a system, and the start itself. */
final class SystemStart {

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Option(names = "--detach", description = "Returns when everything answers; the system goes on.")
    private boolean detach;

    @Mixin
    private FastStartOptions fastStart = new FastStartOptions();

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    /**
     * Starts local Azure, with the four services or alone, and stays until it ends unless it is to be detached.
     *
     * @param observed with the programs that observe the services
     * @param howTo is given the addresses when everything answers
     * @return the exit code
     */
    int run(boolean withServices, boolean observed, Consumer<Map<String, String>> howTo) throws Exception {
        StateFolder state = new StateFolder(home.folder()).create();
        if (detach) {
            return new DetachedSupervisor(state, withServices, arguments(observed)).start();
        }
        LocalSystem.Options options = new LocalSystem.Options(fastStart.isOn(), observed);
        return new ForegroundSupervisor(state, withServices, howTo)
                .run(new LocalSystem(HomeFolder.projectRoot(), state, topology.topology(), options));
    }

    /** Where the addresses and keys are written. */
    Path localEnv() {
        return new StateFolder(home.folder()).localEnv();
    }

    /** What becomes of the start tasks of pools here, which a node of Batch runs as root. */
    String startTasks() {
        return topology.runsStartTasks()
                ? "start tasks of pools run here, as you"
                : "start tasks of pools do not run here; " + TopologyOptions.START_TASKS + " runs them, as you";
    }

    private List<String> arguments(boolean observed) {
        List<String> arguments = new ArrayList<>(topology.arguments());
        arguments.addAll(fastStart.arguments());
        if (observed) {
            arguments.add(UpCommand.OBSERVE);
        }
        return arguments;
    }
}
