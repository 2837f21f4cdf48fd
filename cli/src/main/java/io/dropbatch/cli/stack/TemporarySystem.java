package io.dropbatch.cli.stack;

import io.dropbatch.cli.supervision.StateFolder;
import io.dropbatch.cli.supervision.Supervisor;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A system in a state folder of its own, for as long as this process needs it. */
public final class TemporarySystem implements AutoCloseable {

    private final Supervisor supervisor;
    private final Map<String, String> environment;

    private TemporarySystem(Supervisor supervisor, Map<String, String> environment) {
        this.supervisor = supervisor;
        this.environment = environment;
    }

    /**
     * Returns when everything answers. The system ends when this process ends in order, and this process ends when the
     * system's folder is lost.
     *
     * @param news receives messages on progress
     */
    public static TemporarySystem start(Path project, Path home, Consumer<String> news) {
        StateFolder state = new StateFolder(home).create();
        LocalSystem system = new LocalSystem(
                project, state, LocalSystem.Topology.ofDropbatch(project), new LocalSystem.Options(true, false));
        Supervisor supervisor = Supervisor.of(state, system, news);
        supervisor.tieToProcess();
        try {
            return new TemporarySystem(supervisor, supervisor.start(true, addresses -> {}));
        } catch (RuntimeException e) {
            supervisor.close();
            throw e;
        }
    }

    /** What {@code local.env} says. */
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
