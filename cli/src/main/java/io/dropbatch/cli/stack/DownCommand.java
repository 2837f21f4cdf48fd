package io.dropbatch.cli.stack;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.supervision.ForegroundSupervisor;
import io.dropbatch.cli.supervision.LeftoverProcesses;
import io.dropbatch.cli.supervision.StateFolder;
import io.dropbatch.cli.supervision.StateFolderLock;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch down}. */
@Command(
        name = "down",
        description = "Stops what 'up' or 'local-azure' started; the data stay.",
        footer = {"", "Examples:", "  dropbatch down", "  dropbatch down --home /tmp/other"})
final class DownCommand implements Callable<Integer> {

    private static final Duration SUPERVISOR_LIMIT = Duration.ofSeconds(75);
    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(10);

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Override
    public Integer call() {
        StateFolder state = new StateFolder(home.folder());
        boolean wasRunning = LeftoverProcesses.supervisor(state).isPresent() || LeftoverProcesses.any(state);
        LeftoverProcesses.supervisor(state).ifPresent(supervisor -> supervisor.end(SUPERVISOR_LIMIT));
        endLeftovers(state);
        ForegroundSupervisor.say(wasRunning ? "down" : "nothing was running in " + state.path());
        return 0;
    }

    /**
     * Does nothing if another system has started there meanwhile: that system has ended the old processes, and the new
     * ones are its own.
     */
    private static void endLeftovers(StateFolder state) {
        if (!Files.isDirectory(state.path())) {
            return;
        }
        StateFolderLock.take(state).ifPresent(lock -> {
            try (lock) {
                LeftoverProcesses.end(state, PROGRAM_LIMIT);
            }
        });
    }
}
