package io.dropbatch.cli.stack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the system in this process until it is told to stop. */
final class Foreground {

    private final Path project;
    private final StateFolder state;
    private final boolean withServices;
    private final Training.Mode training;
    private final Consumer<Map<String, String>> whenUp;
    private LocalSystem.Topology topology;

    Foreground(
            Path project,
            StateFolder state,
            boolean withServices,
            Training.Mode training,
            Consumer<Map<String, String>> whenUp) {
        this.project = project;
        this.state = state;
        this.withServices = withServices;
        this.training = training;
        this.whenUp = whenUp;
        this.topology = LocalSystem.Topology.ofDropbatch(project);
    }

    Foreground with(LocalSystem.Topology other) {
        topology = other;
        return this;
    }

    int run() throws InterruptedException {
        return run(new LocalSystem(project, state, topology));
    }

    int run(Programs programs) throws InterruptedException {
        Supervisor supervisor = Supervisor.of(state, programs, Foreground::say);
        supervisor.tieToProcess();
        try {
            Training.ensure(project, withServices, training, Foreground::say);
            Map<String, String> environment = supervisor.start(withServices);
            say("up; addresses and keys are in " + state.localEnv());
            whenUp.accept(environment);
        } catch (RuntimeException e) {
            supervisor.close();
            if (supervisor.isLost()) {
                // What failed, failed for that, and it has been said.
                return Supervisor.LOST;
            }
            throw e;
        }
        supervisor.awaitClosed();
        return supervisor.isLost() ? Supervisor.LOST : 0;
    }

    static void say(String news) {
        System.out.println("dropbatch: " + news);
        System.out.flush();
    }

    static String blobEndpoint(Map<String, String> environment) {
        return Arrays.stream(environment
                        .getOrDefault("AZURE_STORAGE_CONNECTION_STRING", "")
                        .split(";", -1))
                .filter(part -> part.startsWith("BlobEndpoint="))
                .map(part -> part.substring("BlobEndpoint=".length()))
                .findFirst()
                .orElse("");
    }
}
